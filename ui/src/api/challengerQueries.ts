import { useQuery } from '@tanstack/react-query';
import { call } from './client';
import { useCommand } from './query';
import type { ChallengersChange, ContestWish } from './types';

/* Champions and challengers: one hook per query or command. */

export const useContests = (model: string) =>
  useQuery({ queryKey: ['model', model, 'contests'], queryFn: ({ signal }) => call('contests', { path: { model }, signal }) });

export const useHoldContest = (model: string) => useCommand((body: ContestWish) => call('holdContest', { path: { model }, body }));

export const useChallengers = (model: string) =>
  useQuery({ queryKey: ['model', model, 'challengers'], queryFn: ({ signal }) => call('challengers', { path: { model }, signal }) });

export const useSetChallengers = (model: string) =>
  useCommand((body: ChallengersChange) => call('setChallengers', { path: { model }, body }));

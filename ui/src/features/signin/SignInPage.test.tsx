import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { faults } from '../../testing/axe';
import { serve, show } from '../../testing/service';
import { SignInPage } from './SignInPage';

const login = 'POST /api/v1/auth/login';

function submit() {
  fireEvent.change(screen.getByLabelText('Username'), { target: { value: ' ana ' } });
  fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'secret' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

afterEach(() => vi.unstubAllGlobals());

describe('sign in', () => {
  it('shows why it was refused and empties only the password', async () => {
    const calls = serve({ [login]: { status: 401, body: { code: 'bad-credentials', title: 'Sign-in failed', detail: 'Name or password is wrong.', status: 401 } } });
    show(<SignInPage />);

    submit();

    expect((await screen.findByRole('alert')).textContent).toContain('Name or password is wrong.');
    expect(calls[0]?.body).toEqual({ username: 'ana', password: 'secret' });
    expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
    expect(screen.getByLabelText<HTMLInputElement>('Username').value).toBe(' ana ');
    expect(document.activeElement).toBe(screen.getByLabelText('Password'));
  });

  it('waits as long as the service asks when there were too many attempts', async () => {
    serve({ [login]: { status: 429, headers: { 'Retry-After': '42' }, body: { code: 'too-many-attempts', title: 'Too many attempts', detail: 'Wait.', status: 429 } } });
    show(<SignInPage />);

    submit();

    const button = await screen.findByRole('button', { name: 'Wait 42 seconds' });
    expect(button.hasAttribute('disabled')).toBe(true);
  });

  it('says why one was signed out, and passes axe', async () => {
    const { container } = show(<SignInPage why="Your session has ended." />);

    expect(screen.getByText('Your session has ended.')).toBeTruthy();
    expect(await faults(container)).toEqual([]);
  });
});

import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { newQueryClient } from './api/query';
import { session } from './api/session';
import { App } from './App';
import './theme/tokens.css';
import './theme/base.css';

const queries = newQueryClient();

// What one account has read, the next in this tab must not see.
session.subscribe(() => {
  if (session.state().kind === 'signedOut') queries.clear();
});

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <BrowserRouter>
        <App />
      </BrowserRouter>
    </QueryClientProvider>
  </StrictMode>,
);

import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

// A machine under load is slow, not wrong: waits end when the page is there, or after this long.
configure({ asyncUtilTimeout: 8000 });

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

import { configure } from '@testing-library/react';

/** How long a test waits for what a screen will show: what takes a moment on a free machine takes many on a busy one. */
export const patience = { timeout: 30_000 };

configure({ asyncUtilTimeout: patience.timeout });

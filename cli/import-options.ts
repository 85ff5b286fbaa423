import type { ServerOptions } from './connection.ts';

export interface ImportOptions extends ServerOptions {
  user?: string;
  self?: boolean;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  concurrency?: number;
  journal?: string;
  report?: string;
  label?: string;
  json?: boolean;
}

#!/usr/bin/env node
import { existsSync } from 'node:fs';

// A build has main.js beside this file and needs no tsx; the repository has main.ts only.
if (existsSync(new URL('main.js', import.meta.url))) {
  await import('./main.js');
} else {
  const { register } = await import('tsx/esm/api');
  register();
  await import('./main.ts');
}

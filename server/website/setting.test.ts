import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ConfigError, readConfig } from '../config.ts';

const stack = { STACK_PROJECT_ID: '7f1c6a50-3c7e-4b55-9a0e-6d2f0f1f7a11' };

test.each(['development', 'test'])(
  'under NODE_ENV %s this machine may be read when it is said',
  (NODE_ENV) => {
    const read = (value?: string) => readConfig({ NODE_ENV, WEBSITE_ALLOW_LOOPBACK: value });
    expect([undefined, '', 'false', 'true'].map((value) => read(value).websiteAllowLoopback)).toEqual([
      false,
      false,
      false,
      true,
    ]);
    expect(() => read('yes')).toThrow(/^WEBSITE_ALLOW_LOOPBACK /);
  },
);

test.each([undefined, '', 'production', 'staging', 'Development'])(
  'under NODE_ENV %s a server that may read this machine does not start',
  (NODE_ENV) => {
    const settings = { ...stack, NODE_ENV, WEBSITE_ALLOW_LOOPBACK: 'true' };
    expect(() => readConfig(settings)).toThrow(ConfigError);
    expect(() => readConfig(settings)).toThrow(/WEBSITE_ALLOW_LOOPBACK/);
    expect(readConfig({ ...settings, WEBSITE_ALLOW_LOOPBACK: 'false' }).websiteAllowLoopback).toBe(false);
  },
);

test('the server of production refuses it, whatever NODE_ENV says', () => {
  const { status, stderr } = spawnSync('node', ['--import', 'tsx', join(import.meta.dirname, '../main.ts')], {
    env: { PATH: process.env.PATH, ...stack, NODE_ENV: 'development', WEBSITE_ALLOW_LOOPBACK: 'true' },
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([
    1,
    'This build reads public websites only. Leave WEBSITE_ALLOW_LOOPBACK out.\n',
  ]);
});

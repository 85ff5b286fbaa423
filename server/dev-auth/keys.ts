import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import { z } from 'zod';
import { createPrivateFile, writePrivateFile } from './private-files.ts';
import { readAs } from './records.ts';

/** Each kind of user has keys of its own, so that a token of the wrong kind fails on its signature alone. */
export const userKinds = ['normal', 'anonymous', 'restricted'] as const;
export type UserKind = (typeof userKinds)[number];

const PrivateJwk = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
  alg: z.literal('ES256'),
  kid: z.string(),
});
type PrivateJwk = z.infer<typeof PrivateJwk>;

// Two keys a kind, as the vendor publishes; the first one signs.
const Pair = z.tuple([PrivateJwk, PrivateJwk]);
const Install = z.object({
  projectId: z.uuid(),
  keys: z.object({ normal: Pair, anonymous: Pair, restricted: Pair }),
});
type Install = z.infer<typeof Install>;

export interface Keys {
  projectId: string;
  signingKey(kind: UserKind): Promise<{ kid: string; key: CryptoKey }>;
  publicKeys(kinds: readonly UserKind[]): { keys: JWK[] };
  /** A new key signs; the one that signed until now stays published, the one before it does not. */
  rotate(kind: UserKind): Promise<void>;
}

/** Reads `install.json`, or writes it with a project id and keys that no other install has. */
export async function openKeys(dir: string): Promise<Keys> {
  const path = join(dir, 'install.json');
  let install = await readOrCreate(path);
  return {
    projectId: install.projectId,
    async signingKey(kind) {
      const [jwk] = install.keys[kind];
      return { kid: jwk.kid, key: await cryptoKey(jwk) };
    },
    publicKeys: (kinds) => ({ keys: kinds.flatMap((kind) => install.keys[kind].map(publicPart)) }),
    async rotate(kind) {
      const keys = { ...install.keys, [kind]: [await newKey(), install.keys[kind][0]] };
      install = { ...install, keys };
      await writePrivateFile(path, JSON.stringify(install));
    },
  };
}

/** A key like ours that nobody published. */
export async function foreignKey(): Promise<CryptoKey> {
  return cryptoKey(await newKey());
}

async function readOrCreate(path: string): Promise<Install> {
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present !== undefined) return readAs(Install, present, path);
  const pair = async (): Promise<z.infer<typeof Pair>> => [await newKey(), await newKey()];
  const keys = { normal: await pair(), anonymous: await pair(), restricted: await pair() };
  await createPrivateFile(path, JSON.stringify({ projectId: randomUUID(), keys } satisfies Install));
  return readAs(Install, await readFile(path, 'utf8'), path);
}

async function newKey(): Promise<PrivateJwk> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return PrivateJwk.parse({ ...jwk, alg: 'ES256', kid: await calculateJwkThumbprint(jwk) });
}

function publicPart({ d: _private, ...jwk }: PrivateJwk): JWK {
  return jwk;
}

const imported = new WeakMap<PrivateJwk, Promise<CryptoKey>>();

function cryptoKey(jwk: PrivateJwk): Promise<CryptoKey> {
  const known = imported.get(jwk);
  if (known) return known;
  const key = importJWK(jwk, 'ES256') as Promise<CryptoKey>;
  imported.set(jwk, key);
  return key;
}

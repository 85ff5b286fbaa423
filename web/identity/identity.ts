import { type Client, system } from '@blossomer/contract';
import { z } from 'zod';
import { type KeptStrings, keep } from '../workspace/browser-storage.ts';
import { IdentityError, identityError } from './errors.ts';

/**
 * Who is there, and how they sign in: the vendor's SDK behind our own functions, loaded when it is first needed. Nothing
 * else names it. The same code speaks to a real project and to the development issuer; which one, the server says.
 */
export interface Identity {
  /** null: nobody is signed in. Rejects with `unreachable` when that cannot be found out. */
  currentPerson(): Promise<Person | null>;
  /** Who was signed in here last and did not sign out: whose work to show while nothing can be asked. */
  rememberedPerson(): Person | null;
  /** What the sign-in form may offer. */
  ways(): Promise<Ways>;
  signInWithPassword(email: string, password: string): Promise<Person>;
  signUpWithPassword(email: string, password: string): Promise<Person>;
  /** Sends six characters by e-mail; what it answers is needed with them. */
  sendCode(email: string): Promise<SentCode>;
  signInWithCode(sent: SentCode, code: string): Promise<Person>;
  /** Leaves the page. The person comes back to `urls.oauthCallback`, where `finishGoogle` is called. */
  signInWithGoogle(): Promise<void>;
  /** true: signed in. */
  finishGoogle(): Promise<boolean>;
  signOut(): Promise<void>;
  /** Asked before each request; kept nowhere. The SDK renews one that is older than 75 seconds. null: sign in. */
  accessToken(): Promise<string | null>;
  /** Of the account itself, after our server has erased the work (`DELETE /api/me`). */
  deletePerson(): Promise<void>;
}

export interface Person {
  id: string;
  email: string | null;
  name: string | null;
}

export interface Ways {
  password: boolean;
  code: boolean;
  google: boolean;
  signUp: boolean;
}

export interface SentCode {
  email: string;
  nonce: string;
}

export type IdentityConfig = z.output<typeof system.config.answer>['identity'];

/** While the server cannot be asked, what it said last holds: who opens the app in a tunnel sees their work. */
export async function readIdentityConfig(
  client: Client,
  storage: KeptStrings | null = null,
): Promise<IdentityConfig> {
  try {
    const { identity } = (await client(system.config)).body;
    remember(storage, configKey, identity);
    return identity;
  } catch (error) {
    const said = remembered(storage, configKey, system.config.answer.shape.identity);
    if (said === null) throw error;
    return said;
  }
}

const configKey = 'gtm.identity';

export interface IdentityOptions {
  config: IdentityConfig;
  /** `memory` forgets at a reload: for tests outside of a browser. */
  tokenStore?: 'cookie' | 'memory';
  /** Where the person is remembered; null: nowhere. */
  storage?: KeptStrings | null;
  /** The SDK tries an auth server that does not answer for 16 seconds; a person does not. */
  timeoutMilliseconds?: number;
}

export function createIdentity({
  config,
  tokenStore = 'cookie',
  storage = null,
  timeoutMilliseconds = 8000,
}: IdentityOptions): Identity {
  let loading: ReturnType<typeof loadSdk> | undefined;
  const sdk = () => {
    loading ??= loadSdk(config, tokenStore).catch((error: unknown) => {
      loading = undefined; // A chunk that did not arrive is asked for again.
      throw error;
    });
    return loading;
  };
  const asked = <Value>(work: (app: Sdk) => Promise<Value>) => within(timeoutMilliseconds, sdk().then(work));

  /** Of the person signed in: asked for once, since each asking is a request, and its tokens renew themselves. */
  let known: SdkUser | null = null;
  async function user(): Promise<SdkUser | null> {
    known ??= await asked((app) => app.getUser());
    return known;
  }
  async function person(): Promise<Person | null> {
    known = await asked((app) => app.getUser());
    const here = known === null ? null : { id: known.id, email: known.primaryEmail, name: known.displayName };
    remember(storage, personKey, here);
    return here;
  }
  async function entered(result: Promise<SdkResult>): Promise<Person> {
    const { status, error } = await result;
    if (status === 'error') throw identityError(error);
    const signedIn = await person();
    if (signedIn === null) throw new IdentityError('refused');
    return signedIn;
  }
  const stay = { noRedirect: true, noVerificationCallback: true } as const;

  return {
    currentPerson: person,
    ways: () => asked(waysOf),
    signInWithPassword: (email, password) =>
      entered(asked((app) => app.signInWithCredential({ email: email.trim(), password, noRedirect: true }))),
    signUpWithPassword: (email, password) =>
      entered(asked((app) => app.signUpWithCredential({ email: email.trim(), password, ...stay }))),
    sendCode: async (email) => {
      const callbackUrl = `${globalThis.location?.origin ?? config.baseUrl}/sign-in`;
      const result = await asked((app) => app.sendMagicLinkEmail(email.trim(), { callbackUrl }));
      if (result.status === 'error') throw identityError(result.error);
      return { email: email.trim(), nonce: result.data.nonce };
    },
    signInWithCode: ({ nonce }, code) =>
      entered(asked((app) => app.signInWithMagicLink(plainCode(code) + nonce, { noRedirect: true }))),
    signInWithGoogle: async () => {
      if (!(await asked(waysOf)).google) throw new IdentityError('not-offered');
      await sdk().then((app) => app.signInWithOAuth('google')); // Leaves the page: there is nothing to wait for.
    },
    finishGoogle: () => asked((app) => app.callOAuthCallback()),
    signOut: async () => {
      const leaving = await user();
      known = null;
      remember(storage, personKey, null);
      await within(timeoutMilliseconds, leaving?.signOut() ?? Promise.resolve());
    },
    accessToken: async () => {
      const here = await user();
      const token = here === null ? null : await within(timeoutMilliseconds, here.getAccessToken());
      if (token === null) known = null; // The session ended, here or in another tab.
      return token;
    },
    deletePerson: async () => {
      const leaving = await user();
      known = null;
      remember(storage, personKey, null);
      if (leaving !== null) await within(timeoutMilliseconds, leaving.delete());
    },
    rememberedPerson: () => remembered(storage, personKey, KeptPerson),
  };
}

/** Only the packages of the SDK that need no page of theirs: no script and no style of theirs runs. */
async function loadSdk(
  { projectId, publishableClientKey, baseUrl }: IdentityConfig,
  tokenStore: 'cookie' | 'memory',
) {
  const { StackClientApp } = await import('@stackframe/js');
  return new StackClientApp({
    projectId,
    ...(publishableClientKey === null ? {} : { publishableClientKey }),
    baseUrl: new URL(baseUrl, globalThis.location?.href ?? baseUrl).href.replace(/\/$/, ''),
    tokenStore,
    redirectMethod: 'none',
    urls: { oauthCallback: '/sign-in/done', signIn: '/sign-in', afterSignIn: '/', afterSignOut: '/' },
    // On by default, it would record clicks and make a user of everybody who looks at the page.
    analytics: { enabled: false },
    devTool: false,
    noAutomaticPrefetch: true,
  });
}

type Sdk = Awaited<ReturnType<typeof loadSdk>>;
type SdkUser = NonNullable<Awaited<ReturnType<Sdk['getUser']>>>;
type SdkResult = { status: 'ok'; error?: never } | { status: 'error'; error: unknown };

async function waysOf(app: Sdk): Promise<Ways> {
  const { config } = await app.getProject();
  return {
    password: config.credentialEnabled,
    code: config.magicLinkEnabled,
    google: config.oauthProviders.some(({ id }) => id === 'google'),
    signUp: config.signUpEnabled,
  };
}

const personKey = 'gtm.person';

const KeptPerson = z.object({ id: z.string(), email: z.string().nullable(), name: z.string().nullable() });

function remember(storage: KeptStrings | null, key: string, value: object | null): void {
  if (storage === null) return;
  try {
    keep(storage, key, value === null ? null : JSON.stringify(value));
  } catch {
    // Only a convenience: without it, it is asked for.
  }
}

function remembered<Kept>(storage: KeptStrings | null, key: string, shape: z.ZodType<Kept>): Kept | null {
  try {
    return shape.parse(JSON.parse(storage?.getItem(key) ?? 'null'));
  } catch {
    return null;
  }
}

/** As people type what they read: in any case, with spaces or a dash. */
function plainCode(code: string): string {
  return code.replaceAll(/[\s-]/g, '').toUpperCase();
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new IdentityError('unreachable')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw identityError(error);
  } finally {
    clearTimeout(timer);
  }
}

import { createClient, me } from '@blossomer/contract';
import { redirect } from '@tanstack/react-router';
import { compareWhenIdle } from './data/idle-comparison.ts';
import { openSession, type Session, tidyUp } from './data/session.ts';
import { createIdentity, type Identity, type Person, readIdentityConfig } from './identity/identity.ts';
import { paths } from './paths.ts';
import { newPresence, type Presence } from './presence.ts';
import { keptHere } from './workspace/browser-storage.ts';
import { type Claim, openClaim } from './workspace/claim.ts';
import type { Generations } from './workspace/generations.ts';
import { openLocal } from './workspace/local.ts';
import { localGenerations } from './workspace/local-generations.ts';
import { type Migrating, openMigration } from './workspace/migration.ts';
import { type Api, createApi, createRemote } from './workspace/remote.ts';
import { remoteGenerations } from './workspace/remote-generations.ts';
import { createTransport } from './workspace/transport.ts';

/**
 * Whose work is open in this page: the playground's, and that of one person. A place opens its session before any of
 * its screens is shown, and keeps it; routes load this module when somebody goes there, so the landing page does not.
 */
export interface OpenPlace {
  session: Session;
  generations: Generations;
  /** Of the app; null in the playground. */
  signedIn: SignedIn | null;
}

/** Who is signed in, and how to ask the server as them for what is no document: imports, settings, administration. */
export interface SignedIn extends OpenIdentity {
  person: Person;
  api: Api;
  /** For what takes the server minutes: imports, undo, exports. */
  patientApi: Api;
  /** Of the work that lies in this browser; null where the browser keeps nothing. */
  claim: Claim | null;
  presence: Presence;
  /** The way of their work from this browser to the database alone. */
  migration: Migrating;
  /**
   * Takes this person's cache and outbox out of this browser: ask about unsent edits before. When it rejects, the person
   * is still signed in and everything is still here.
   */
  signOut(): Promise<void>;
  /** Erases everything of theirs on the server, then the account itself, then what this browser keeps. */
  deleteAccount(): Promise<void>;
}

interface OpenIdentity {
  identity: Identity;
  mode: 'stack' | 'development';
  /** Of a development sign-in: its own page, where the codes are that it cannot send. */
  issuerPage: string | null;
}

let playground: Promise<OpenPlace> | undefined;
let identity: Promise<OpenIdentity> | undefined;
let person: { owner: string; place: Promise<OpenPlace> } | undefined;

export function openPlayground(): Promise<OpenPlace> {
  playground ??= openLocal()
    .then(async (workspace) => {
      const session = await openSession({ workspace });
      tidyUp(session.owner);
      return { session, generations: localGenerations({ workspace }), signedIn: null };
    })
    .catch((error: unknown) => {
      playground = undefined; // Asked again, it may work: storage can be allowed meanwhile.
      throw error;
    });
  return playground;
}

/** Nobody there: to the sign-in, with the way back. */
export async function openApp(here: string): Promise<OpenPlace> {
  const open = await openIdentity();
  const signedIn = await whoIsThere(open.identity);
  if (signedIn === null) throw redirect({ to: paths.signIn(here) });
  if (person?.owner !== signedIn.id)
    person = { owner: signedIn.id, place: enter(open, signedIn, person?.place) };
  try {
    return await person.place;
  } catch (error) {
    person = undefined;
    throw error;
  }
}

async function enter(open: OpenIdentity, person: Person, before?: Promise<OpenPlace>): Promise<OpenPlace> {
  await before?.then(({ session }) => session.close());
  const presence = newPresence();
  const token = () => open.identity.accessToken();
  const transport = presence.watch(createTransport());
  const api = createApi({ token, transport });
  const storage = keptHere();
  const remote = createRemote({ owner: person.id, token, transport });
  const generations = remoteGenerations({ owner: person.id, token, transport, storage });
  const migration = await openMigration({ remote, api, storage });
  let stopComparing = () => {};
  const session = await openSession({
    workspace: migration.workspace,
    forgetToo: () => {
      stopComparing();
      migration.forget();
      generations.setAside.forget();
    },
    signedOutElsewhere: leave,
  });
  stopComparing = compareWhenIdle(session, migration);
  tidyUp(person.id);
  const patientApi = createApi({
    token,
    transport: presence.watch(createTransport({ timeoutMilliseconds: patienceMilliseconds })),
  });
  const claim = storage && openClaim({ storage, workspace: session.workspace, api: patientApi });
  const ways = waysOut(open, session, api);
  return {
    session: {
      ...session,
      close: async () => {
        stopComparing();
        await session.close();
      },
    },
    generations,
    signedIn: { ...open, person, api, patientApi, presence, claim, migration, ...ways },
  };
}

function waysOut(open: OpenIdentity, session: Session, api: Api) {
  let erased = false;
  return {
    signOut: async () => {
      await open.identity.signOut();
      await session.forget();
      leave();
    },
    deleteAccount: async () => {
      if (!erased) await api(me.erase);
      erased = true; // From here on only the account of the sign-in is left, and asking again goes on with that.
      await open.identity.deletePerson();
      await session.forget();
      leave();
    },
  };
}

const patienceMilliseconds = 10 * 60_000;

/** A page of its own: nothing of the person stays in the memory of this one. */
function leave(): void {
  location.assign(paths.landing);
}

/** While the sign-in service cannot be asked, whoever was here last sees what this browser kept. */
async function whoIsThere(identity: Identity) {
  try {
    return await identity.currentPerson();
  } catch (error) {
    const remembered = identity.rememberedPerson();
    if (remembered) return remembered;
    throw error;
  }
}

export function openIdentity(): Promise<OpenIdentity> {
  identity ??= readIdentityConfig(createClient({ baseUrl: '', fetch: createTransport() }), keptHere())
    .then((given) => {
      const config = fromHere(given);
      return {
        mode: config.mode,
        issuerPage: config.mode === 'development' ? config.baseUrl : null,
        identity: createIdentity({ config, storage: keptHere() }),
      };
    })
    .catch((error: unknown) => {
      identity = undefined;
      throw error;
    });
  return identity;
}

/** The development issuer answers under whichever name of this machine the page was opened. */
function fromHere(config: Parameters<typeof createIdentity>[0]['config']) {
  if (config.mode === 'stack') return config;
  return { ...config, baseUrl: location.origin + new URL(config.baseUrl).pathname };
}

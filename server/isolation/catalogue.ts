/**
 * What the catalogue of the database must say, written down a second time: a grant, function or table that nobody
 * wrote here fails a test, so that who may do what changes only where both places were meant to change.
 */

/** Tables without people, out of reach of every request. */
export const tablesOfNobody = ['deployment', 'migrations'];

/** The column that says whose a row is. A new table with people belongs here, and into the grants below. */
export const tablesOfPeople: Readonly<Record<string, 'user_id' | 'id'>> = {
  accounts: 'user_id',
  audit: 'user_id',
  campaigns: 'user_id',
  companies: 'user_id',
  deleted_users: 'id',
  generation_attempts: 'user_id',
  generation_events: 'user_id',
  generation_spending: 'user_id',
  generations: 'user_id',
  idempotency_keys: 'user_id',
  import_entries: 'user_id',
  import_sources: 'user_id',
  import_undos: 'user_id',
  imports: 'user_id',
  local_work: 'user_id',
  personas: 'user_id',
  revisions: 'user_id',
  trash: 'user_id',
  trashed_documents: 'user_id',
  users: 'id',
  website_pages: 'user_id',
};

const ofUser = 'user_id -> users(id)';
const ofGeneration = 'user_id, generation_id -> generations(user_id, id)';
const ofImport = 'user_id, import_id -> imports(user_id, id)';

/** What a row hangs on, and goes with. Without it there would be rows of nobody, and rows below another person's. */
export const keysOfTables: Readonly<Record<string, readonly string[]>> = {
  accounts: ['user_id, company_id -> companies(user_id, id)', ofUser],
  audit: [ofUser],
  campaigns: ['user_id, account_id, persona_id -> personas(user_id, account_id, id)', ofUser],
  companies: [ofUser],
  deleted_users: [],
  generation_attempts: [ofGeneration],
  generation_events: [ofGeneration],
  generation_spending: [ofGeneration],
  generations: [ofUser],
  idempotency_keys: [ofUser],
  import_entries: [ofImport],
  import_sources: [ofImport],
  import_undos: [ofImport],
  imports: [ofUser],
  local_work: [ofUser],
  personas: ['user_id, account_id -> accounts(user_id, id)', ofUser],
  revisions: [ofUser],
  trash: [ofUser],
  trashed_documents: ['user_id, trash_id -> trash(user_id, id)'],
  users: [],
  website_pages: [ofUser],
};

const app = 'blossomer_app';
const directory = 'blossomer_directory';

/** Every right that anybody but the owner of the tables has, whole tables first, then columns. */
export const grantsOnTables: Readonly<Record<string, readonly string[]>> = {
  accounts: [
    `${app}: delete`,
    `${app}: select`,
    `${app}: insert (company_id, created_at, data, digest, id, name, priority_rank, user_id)`,
    `${app}: update (company_id, data, name, priority_rank)`,
    `${directory}: select (user_id)`,
  ],
  audit: [
    `${app}: select`,
    `${app}: insert (action, detail, id, user_id)`,
    `${directory}: select`,
    `${directory}: insert (action, admin_id, id, idempotency_key, import_id, person_id, reason, user_id)`,
  ],
  campaigns: [
    `${app}: delete`,
    `${app}: select`,
    `${app}: insert (account_id, created_at, data, digest, id, name, persona_id, status, type, user_id)`,
    `${app}: update (data, name, status, type)`,
    `${directory}: select (user_id)`,
  ],
  companies: [
    `${app}: delete`,
    `${app}: select`,
    `${app}: insert (created_at, data, digest, id, name, url, user_id)`,
    `${app}: update (data, name, url)`,
    `${directory}: select (user_id)`,
  ],
  deleted_users: [`${app}: select`, `${app}: insert (id)`, `${directory}: select (id)`],
  deployment: [],
  generation_attempts: [`${app}: insert`, `${app}: select`],
  generation_events: [`${app}: select`, `${app}: insert (data, event, generation_id, seq, user_id)`],
  generation_spending: [
    `${app}: select`,
    `${app}: insert (generation_id, reserved_tokens, run, user_id)`,
    `${app}: update (settled_at, used_tokens)`,
  ],
  generations: [
    `${app}: select`,
    `${app}: insert (again, digest, document_id, id, inputs, kind, user_id)`,
    `${app}: update (cost_micros, document_version, ended_at, evidence, fields, input_tokens, last_event, lost, model, output_tokens, pages, problem, provider, regeneration, result, run, stage, started_at, starts, state, upstream)`,
  ],
  idempotency_keys: [`${app}: select`, `${app}: insert (digest, key, user_id)`],
  import_entries: [`${app}: insert`, `${app}: select`],
  import_sources: [`${app}: insert`, `${app}: select`],
  import_undos: [`${app}: select`, `${app}: insert (import_id, report, user_id)`],
  imports: [
    `${app}: select`,
    `${app}: insert (actor, decisions, id, label, report, user_id)`,
    `${directory}: select (user_id)`,
  ],
  local_work: [
    `${app}: select`,
    `${app}: insert (phase, user_id)`,
    `${app}: update (clean, compared_at, compared_in, comparing, comparing_after_id, comparing_after_kind, comparing_differing, comparing_from, comparing_in, comparing_same, comparing_since, phase)`,
  ],
  migrations: [],
  migrations_id_seq: [],
  personas: [
    `${app}: delete`,
    `${app}: select`,
    `${app}: insert (account_id, created_at, data, digest, id, name, priority_rank, seniority_rank, user_id)`,
    `${app}: update (data, name, priority_rank, seniority_rank)`,
    `${directory}: select (user_id)`,
  ],
  revisions: [`${app}: select`],
  revisions_seq_seq: [],
  trash: [`${app}: delete`, `${app}: select`, `${app}: insert (entity_id, id, kind, name, user_id)`],
  trashed_documents: [`${app}: select`],
  users: [
    `${app}: select`,
    `${app}: insert (email, id, last_login_at, name)`,
    `${app}: update (email, last_login_at, name)`,
    `${directory}: select`,
    `${directory}: insert (id)`,
    `${directory}: update (role)`,
  ],
  website_pages: [`${app}: delete`, `${app}: insert`, `${app}: select`, `${app}: update (fetched_at, page)`],
};

/** The same for the schema of the job queue, whose rows are ids. Tables that nobody may use are not named. */
export const grantsOnJobs: Readonly<Record<string, readonly string[]>> = {
  instance: [`${app}: delete`, `${app}: select`, `${app}: update (stopped_on)`],
  job: [`${app}: delete`, `${app}: insert`, `${app}: select`, `${app}: update`],
  job_common: [`${app}: delete`, `${app}: insert`, `${app}: select`, `${app}: update`],
  job_dependency: [`${app}: delete`, `${app}: select`],
  queue: [`${app}: select`, `${app}: update`],
  version: [`${app}: select`, `${app}: update (flow_on, monitor_backoff_on)`],
};

/** Who but the owner of a function may call it; `definer`: it runs with its owner's rights, in this search path. */
export const functions: Readonly<Record<string, { callers: readonly string[]; definer?: string }>> = {
  'account_columns(accounts)': { callers: [] },
  'act_again(text)': { callers: [app], definer: 'search_path=pg_catalog, public, pg_temp' },
  'act_for(text,text,text,uuid,uuid)': {
    callers: [app],
    definer: 'search_path=pg_catalog, public, pg_temp',
  },
  'arrive(text,text)': { callers: [app] },
  'campaign_columns(campaigns)': { callers: [] },
  'claim_deployment(text,text)': { callers: [app], definer: 'search_path=pg_catalog, public, pg_temp' },
  'company_columns(companies)': { callers: [] },
  // Of the owner alone, when it migrates.
  'continue_feed()': { callers: [] },
  'end_generation(uuid,uuid,text,jsonb)': { callers: [app] },
  'enter(text)': { callers: [app] },
  'enter(text,text,text)': { callers: [app] },
  'erase_me()': { callers: [app], definer: 'search_path=pg_catalog, public, pg_temp' },
  'feed_epoch()': { callers: [app], definer: 'search_path=pg_catalog, public, pg_temp' },
  // Its owner is the directory; whoever operates the system, the owner of the tables, calls it.
  'give_role(text,text)': {
    callers: ['owner of the tables'],
    definer: 'search_path=pg_catalog, public, pg_temp',
  },
  'keep_act(text,text,text,text,uuid,uuid)': { callers: [directory] },
  'keep_idempotency_key()': { callers: [app] },
  'leaves_of(jsonb)': { callers: [app] },
  'list_acts(text,text,timestamp with time zone,uuid,integer)': {
    callers: [app],
    definer: 'search_path=pg_catalog, public, pg_temp',
  },
  'list_people(text,timestamp with time zone,text,integer)': {
    callers: [app],
    definer: 'search_path=pg_catalog, public, pg_temp',
  },
  'move_to_trash(text,uuid,integer[],uuid)': { callers: [app] },
  'only_once(text,text)': { callers: [app] },
  'persona_columns(personas)': { callers: [] },
  'prepare_document()': { callers: [] },
  'purge_trash(uuid)': { callers: [app], definer: 'search_path=pg_catalog, public, pg_temp' },
  'record_act(text,text,text,uuid,uuid)': {
    callers: [app],
    definer: 'search_path=pg_catalog, public, pg_temp',
  },
  'record_document()': { callers: [], definer: 'search_path=pg_catalog, public, pg_temp' },
  'record_revision(text,text,text,uuid,integer,jsonb,jsonb,jsonb,jsonb)': { callers: [] },
  // Not definer: everybody sees their own role.
  'require_admin()': { callers: [app, directory] },
  'reserve_tokens(uuid,integer,integer,bigint,integer)': { callers: [app] },
  'restore_from_trash(uuid)': { callers: [app] },
  'restored_from_trash(uuid)': { callers: [app] },
  'searchable(text,jsonb)': { callers: [app] },
  'table_of(text)': { callers: [app] },
  'tell_generation(uuid,uuid,jsonb,text,jsonb,jsonb)': { callers: [app] },
};

/** They see people; each but the first, which the operator calls, asks for the role admin. */
export const functionsOfDirectory = [
  'act_again(text)',
  'act_for(text,text,text,uuid,uuid)',
  'give_role(text,text)',
  'list_acts(text,text,timestamp with time zone,uuid,integer)',
  'list_people(text,timestamp with time zone,text,integer)',
  'record_act(text,text,text,uuid,uuid)',
];

/** What the directory sees of everybody, by table; it writes people, their role and acts, and nothing else. */
export const policiesOfDirectory: Readonly<Record<string, 'read' | 'write'>> = {
  accounts: 'read',
  audit: 'write',
  campaigns: 'read',
  companies: 'read',
  deleted_users: 'read',
  imports: 'read',
  personas: 'read',
  users: 'write',
};

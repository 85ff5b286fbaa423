import type { Transaction } from '../../database.ts';
import { rfc3339 } from '../../document/table.ts';
import type { Write } from '../../streaming.ts';
import { rowsOf } from './rows.ts';
import { sectionsOfGenerations } from './sections-of-generations.ts';

/**
 * Everything that a person owns, as one JSON object: `format`, `version`, `exportedAt`, and a list for each section. A
 * section is a table; `json` is what goes out of a row. Version 1 only ever gets more members.
 */
export interface Section {
  member: string;
  /** All that its rows are made of. */
  tables: readonly string[];
  /** With the expression and the order. */
  query: string;
}

export async function writeEverything(tx: Transaction, write: Write, exportedAt: string): Promise<void> {
  await write(`{"format":"blossomer-export","version":1,"exportedAt":${JSON.stringify(exportedAt)}`);
  for (const { member, query } of sections) {
    await write(`,"${member}":[`);
    let separator = '';
    for await (const rows of rowsOf(tx, query)) {
      await write(separator + rows.map(([text]) => text).join(','));
      separator = ',';
    }
    await write(']');
  }
  await write('}\n');
}

/** Tables of people whose rows are not in it, and why. */
export const leftOut: Readonly<Record<string, string>> = {
  deleted_users: 'Whoever can ask for an export is not erased.',
  idempotency_keys:
    'Marks of requests that were sent once; elsewhere they mean nothing. Revisions name theirs.',
};

export const sections: readonly Section[] = [
  {
    member: 'people',
    tables: ['users'],
    query: `select json_build_object('id', id, 'email', email, 'name', name, 'role', role,
      'createdAt', ${rfc3339('created_at')}, 'lastLoginAt', ${rfc3339('last_login_at')})::text from users`,
  },
  documents('companies', `'url', url`),
  documents('accounts', `'companyId', company_id`),
  documents('personas', `'accountId', account_id`),
  documents('campaigns', `'accountId', account_id, 'personaId', persona_id, 'type', type, 'status', status`),
  {
    member: 'trash',
    tables: ['trash'],
    query: `select json_build_object('id', id, 'kind', kind, 'entityId', entity_id, 'name', name,
      'deletedAt', ${rfc3339('deleted_at')})::text from trash order by user_id, id`,
  },
  {
    member: 'trashedDocuments',
    tables: ['trashed_documents'],
    query: `select json_build_object('trashId', trash_id, 'kind', kind, 'id', id, 'version', version,
      'content', content)::text from trashed_documents order by user_id, trash_id, kind, id`,
  },
  {
    member: 'revisions',
    tables: ['revisions'],
    query: `select json_build_object('seq', seq, 'kind', kind, 'id', id, 'version', version, 'op', op,
      'actor', actor, 'requestId', request_id, 'idempotencyKey', idempotency_key, 'replaced', undo,
      'at', ${rfc3339('at')})::text from revisions order by user_id, tx, seq`,
  },
  {
    member: 'imports',
    tables: ['imports', 'import_undos'],
    query: `select json_build_object('id', it.id, 'label', it.label, 'actor', it.actor,
      'createdAt', ${rfc3339('it.created_at')}, 'decisions', it.decisions, 'report', it.report,
      'undo', undo.report, 'undoneAt', ${rfc3339('undo.at')})::text
      from imports it left join import_undos undo on undo.user_id = it.user_id and undo.import_id = it.id
      order by it.user_id, it.id`,
  },
  {
    // Key and string are kept as the inside of a JSON string, and go out as that. A secret has only its name.
    member: 'importSources',
    tables: ['import_sources'],
    query: `select '{"importId":"' || source.import_id || '","key":"' || source.key || '","refused":' || source.refused
        || ',"sha256":' || coalesce('"' || source.sha256 || '"', 'null')
        || ',"raw":' || coalesce('"' || coalesce(source.raw, (select same.raw from import_sources same
            where same.sha256 = source.sha256 and same.raw is not null limit 1)) || '"', 'null') || '}'
      from import_sources source order by source.user_id, source.import_id, source.key`,
  },
  {
    // The leaves of a receipt name keys and pointers in the same way.
    member: 'importEntries',
    tables: ['import_entries'],
    query: `select '{"importId":"' || import_id || '","seq":' || seq || ',"kind":' || coalesce('"' || kind || '"', 'null')
        || ',"entityId":' || coalesce('"' || entity_id || '"', 'null') || ',"outcome":"' || outcome || '","version":'
        || coalesce(version::text, 'null') || ',"sourceId":' || coalesce(to_json(source_id)::text, 'null')
        || ',"planned":' || coalesce(planned::text, 'null') || ',"home":' || coalesce(home::text, 'null')
        || ',"sources":' || coalesce(sources::text, 'null') || ',"generation":' || coalesce(generation::text, 'null')
        || ',"movedFrom":' || coalesce(moved_from::text, 'null') || ',"removed":' || coalesce(removed::text, 'null')
        || ',"leaves":['
        || coalesce((select string_agg('{"key":"' || leaf.key || '","pointer":"' || leaf.pointer || '","class":"'
            || leaf.class || '","target":' || coalesce(to_json(leaf.target)::text, 'null')
            || ',"reason":' || coalesce(to_json(leaf.reason)::text, 'null') || '}', ',' order by leaf.nth)
          from leaves_of(runs) leaf), '') || ']}'
      from import_entries order by user_id, import_id, seq`,
  },
  {
    member: 'localWork',
    tables: ['local_work'],
    query: `select json_build_object('phase', phase, 'comparedAt', ${rfc3339('compared_at')}, 'comparedIn', compared_in,
      'clean', clean, 'comparing', comparing, 'comparingSince', ${rfc3339('comparing_since')},
      'comparingIn', comparing_in, 'comparingFrom', comparing_from, 'comparingAfterKind', comparing_after_kind,
      'comparingAfterId', comparing_after_id, 'comparingSame', comparing_same,
      'comparingDiffering', comparing_differing)::text from local_work`,
  },
  ...sectionsOfGenerations,
  {
    // What an admin did to others is told to those, and is no work of the admin's.
    member: 'audit',
    tables: ['audit'],
    query: `select json_build_object('id', id, 'at', ${rfc3339('at')}, 'action', action, 'detail', detail,
      'adminId', admin_id, 'personId', person_id, 'reason', reason, 'importId', import_id, 'requestId', request_id,
      'idempotencyKey', idempotency_key)::text
      from audit where coalesce(person_id, user_id) = user_id order by user_id, id`,
  },
];

function documents(table: string, own: string): Section {
  return {
    member: table,
    tables: [table],
    query: `select json_build_object('id', id, ${own}, 'name', name, 'data', data, 'version', version,
      'createdAt', ${rfc3339('created_at')}, 'updatedAt', ${rfc3339('updated_at')})::text
      from ${table} order by user_id, id`,
  };
}

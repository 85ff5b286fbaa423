import fc from 'fast-check';
import { lists, texts } from './generated-texts.ts';

/** Drafts of both builds, with their two ids each and links that mix them. For tests. */
export function drafts(): fc.Arbitrary<Record<string, unknown>> {
  return fc
    .array(fc.oneof(companyDrafts(), accountDrafts(), personaDrafts(), campaignDrafts()), { maxLength: 4 })
    .map((list) => {
      const entries = list.map(({ prefix, ...envelope }) => [
        `${prefix}draft_${envelope.entityType}_${envelope.tempId}`,
        envelope,
      ]);
      const index = list.map(({ tempId, entityType }) => ({ tempId, entityType }));
      return {
        ...Object.fromEntries(entries),
        ...(index.length > 0 ? { pg_draft_entities_list: index } : {}),
      };
    });
}

const times = [1751900000101, 1751900000105, 1751900000200];
const serverId = '0197e5a0-0000-7000-8000-000000000001';

function tempIds(kind: string) {
  return fc.constantFrom(...times).map((time) => `temp_${kind}_${time}_aaaaaaaaa`);
}

function envelope<Data>(entityType: string, parentKind: string, data: fc.Arbitrary<Data>) {
  return fc.record(
    {
      prefix: fc.constantFrom('', 'pg_'),
      tempId: tempIds(entityType),
      entityType: fc.constant(entityType),
      data,
      createdAt: fc.constant('2025-07-07T15:33:20.001Z'),
      parentId: fc.oneof(tempIds(parentKind), fc.constantFrom('temp_1751900000100', 'gone')),
    },
    { requiredKeys: ['prefix', 'tempId', 'entityType', 'data'] },
  );
}

function companyDrafts() {
  const data = fc.record(
    {
      companyId: fc.constant('temp_1751900000100'),
      companyName: texts(),
      companyUrl: fc.constantFrom('https://acme.test', 'https://gamma.test'),
      positioningInsights: fc.constantFrom(
        ['Unique Approach: it acts'],
        ['no label', 'Key Market Belief: N/A'],
      ),
      capabilities: lists(),
    },
    { requiredKeys: ['companyName'] },
  );
  return envelope('company', 'company', data);
}

function accountDrafts() {
  const fields = { targetAccountName: texts(), firmographics: fc.record({ industry: lists() }) };
  const data = fc.record(
    {
      id: fc.constantFrom('temp_1751900000102', serverId),
      name: texts(),
      company_id: fc.constantFrom('temp_1751900000100', 'gone'),
      companyName: texts(),
      ...fields,
      data: fc.record(fields, { requiredKeys: [] }),
    },
    { requiredKeys: ['name', 'data'] },
  );
  return envelope('account', 'company', data);
}

function personaDrafts() {
  const fields = {
    targetPersonaName: texts(),
    goals: lists(),
    useCases: fc.array(fc.record({ useCase: texts() }), { maxLength: 2 }),
  };
  const data = fc.record(
    { account_id: tempIds('account'), ...fields, data: fc.record(fields, { requiredKeys: [] }) },
    { requiredKeys: ['targetPersonaName'] },
  );
  return envelope('persona', 'account', data);
}

function campaignDrafts() {
  const fields = {
    subjects: fc.record({ primary: texts(), alternatives: lists() }),
    emailBody: fc.array(fc.record({ text: texts(), type: fc.constantFrom('subject', 'cta') }), {
      maxLength: 3,
    }),
    breakdown: fc.dictionary(fc.constantFrom('subject', 'cta'), fc.record({ label: texts() })),
    metadata: fc.record({ generationId: fc.constant('g1'), processingTimeMs: fc.integer() }),
  };
  const data = fc.record(
    {
      name: texts(),
      persona_id: tempIds('persona'),
      type: fc.constantFrom('email', ''),
      ...fields,
      data: fc.record(fields),
    },
    { requiredKeys: ['subjects'] },
  );
  return envelope('campaign', 'persona', data);
}

import { describe, expect, test } from 'vitest';
import { type Plan, type PlannedEntity, plan } from './index.ts';

/** Each generation of personas, e-mails and drafts with all of its fields, small enough to read. */
const now = '2026-11-23T09:00:00.000Z';

test('P0: its lists find their fields, a status quo may be a text or a list, dates are of the id', () => {
  const persona = (statusQuo: unknown) => ({
    id: '1751900000011',
    createdAt: '08/07/2025',
    name: 'VP Eng',
    description: 'Owns infra.',
    overview: 'o',
    profile: ['Pragmatic'],
    likelyJobTitles: ['VP Engineering'],
    primaryResponsibilities: ['Uptime'],
    statusQuo,
    painPoints: ['Bills'],
    useCases: ['Cut spend', ''],
    desiredOutcomes: ['Lower bill'],
    keyConcerns: ['Risk'],
    whyWeMatter: ['We act'],
    buyingSignals: ['Hiring'],
  });
  const read = (statusQuo: unknown) =>
    personaIn(planOf({ target_accounts: [{ id: 'a', name: 'Mid', personas: [persona(statusQuo)] }] }));
  const found = read(['Spreadsheets', 'By hand']);
  expect(found).toMatchObject({ name: 'VP Eng', createdAt: '2025-07-07T14:53:20.011Z' });
  expect(found?.data).toEqual({
    schemaVersion: 1,
    description: 'Owns infra.',
    demographics: { jobTitles: ['VP Engineering'] },
    useCases: [{ id: expect.any(String), useCase: 'Cut spend' }],
    goals: ['Lower bill'],
    objections: ['Risk'],
    rationale: ['We act'],
    buyingSignals: [{ id: expect.any(String), title: 'Hiring' }],
    provenance: {
      '/createdAt': '08/07/2025',
      '/overview': 'o',
      '/profile': ['Pragmatic'],
      '/primaryResponsibilities': ['Uptime'],
      '/statusQuo': ['Spreadsheets', 'By hand'],
      '/painPoints': ['Bills'],
    },
  });
  expect(read('Spreadsheets')?.data.provenance).toMatchObject({ '/statusQuo': 'Spreadsheets' });
});

test('P1 says its name and description twice: once where they are alike, both where they are not', () => {
  const persona = {
    id: '1751900000011',
    personaName: 'VP Eng',
    name: 'VP Eng',
    personaDescription: 'Owns infra.',
    description: 'Owns infrastructure.',
    useCases: ['Cut spend'],
  };
  const planned = planOf({ target_accounts: [{ id: 'a', name: 'Mid', personas: [persona] }] });
  expect(personaIn(planned)).toMatchObject({
    name: 'VP Eng',
    data: { description: 'Owns infra.', provenance: { '/description': 'Owns infrastructure.' } },
  });
  expect(classOf(planned, '/0/personas/0/name')).toBe('equal-merged');
  expect(classOf(planned, '/0/personas/0/description')).toBe('conflict-kept-both');
});

test('P2 is the document of today', () => {
  const data = {
    demographics: {
      jobTitles: ['VP Engineering'],
      departments: ['Engineering'],
      seniority: ['VP'],
      buyingRoles: ['Decision Maker'],
      jobDescriptionKeywords: ['cloud'],
    },
    objections: ['Risk'],
    goals: ['Save'],
    purchaseJourney: ['Sees the bill'],
    buyingSignalsRationale: ['Timing'],
  };
  const persona = {
    id: '1751900000011',
    createdAt: '2025/7/8',
    targetPersonaName: 'VP Eng',
    targetPersonaDescription: '',
    targetPersonaRationale: ['Owns the bill'],
    useCases: [{ useCase: 'Cut', painPoints: 'Waste', capability: 'Sizing', desiredOutcome: 'Less' }],
    buyingSignals: [
      { title: 'Hiring', description: 'd', type: 'News', priority: 'Low', detectionMethod: 'm' },
    ],
    ...data,
  };
  const planned = planOf({ target_accounts: [{ id: 'a', targetAccountName: 'Mid', personas: [persona] }] });
  expect(personaIn(planned)?.data).toEqual({
    schemaVersion: 1,
    rationale: ['Owns the bill'],
    useCases: [{ id: expect.any(String), ...persona.useCases[0] }],
    buyingSignals: [{ id: expect.any(String), ...persona.buyingSignals[0] }],
    ...data,
    provenance: { '/createdAt': '2025/7/8' },
  });
  expect(classOf(planned, '/0/personas/0/targetPersonaDescription')).toBe('absent');
});

describe('E1 is told by the ids of hard-coded lists, and by nothing else', () => {
  const mail = { id: '1751900000021', timestamp: '7/8/2025, 4:05:08 AM', subject: 'Canned', segments: [] };
  const demo = (parts: object) => planOf({ emailHistory: [{ ...mail, ...parts }] }).totals.classes.demo ?? 0;

  test.each(['1', '2'])('account %s with any of the three personas', (selectedAccount) => {
    for (const selectedPersona of ['1', '2', '3'])
      expect(demo({ config: { selectedAccount, selectedPersona } })).toBe(6);
  });

  test.each([
    ['an account of the third place', { config: { selectedAccount: '3', selectedPersona: '1' } }],
    ['a persona of the fourth place', { config: { selectedAccount: '1', selectedPersona: '4' } }],
    ['no persona', { config: { selectedAccount: '1' } }],
    ['an id that begins so', { config: { selectedAccount: '12', selectedPersona: '1' } }],
    ['snapshots', { config: { selectedAccount: '1', selectedPersona: '1' }, personaSnapshot: { id: 'p' } }],
    ['no config', {}],
  ])('a mail with %s is somebody’s own', (_, parts) => {
    expect(demo(parts)).toBe(0);
  });
});

test('E2: an empty colour says nothing, hyphens of the breakdown stay, and labels find their segments', () => {
  const planned = planOf({
    emailHistory: [
      {
        id: '1751900000021',
        timestamp: '8.7.2025, 16:05:08',
        subject: 'Bills creep',
        body: 'Bills creep\n\nHi\n\nWaste',
        segments: [
          { text: 'Bills creep', type: 'subject', color: 'bg-blue' },
          { text: 'Hi', type: 'company-intro', color: '' },
          { text: 'Waste', type: 'pain-point', color: '' },
        ],
        breakdown: {
          subject: { label: 'Subject Line', description: 's', color: 'blue' },
          'company-intro': { label: 'Introduction' },
          painPoint: { label: 'Pain Point' },
        },
        config: {
          selectedAccount: 'acc-1',
          selectedPersona: 'per-1',
          emphasis: 'pain-point',
          template: 'blossomer',
          openingLine: 'company-research',
          ctaSetting: 'meeting',
          socialProof: 'They like it',
        },
      },
    ],
  });
  const campaign = planned.entities.at(-1);
  expect(campaign).toMatchObject({
    kind: 'campaign',
    name: 'Bills creep',
    type: 'email',
    status: 'draft',
    createdAt: '2025-07-07T14:53:20.021Z',
  });
  expect(campaign?.data).toEqual({
    schemaVersion: 1,
    subject: 'Bills creep',
    body: 'Bills creep\n\nHi\n\nWaste',
    segments: [
      {
        id: expect.any(String),
        text: 'Bills creep',
        type: 'subject',
        color: 'bg-blue',
        label: 'Subject Line',
      },
      { id: expect.any(String), text: 'Hi', type: 'company-intro', label: 'Introduction' },
      { id: expect.any(String), text: 'Waste', type: 'pain-point', label: 'Pain Point' },
    ],
    breakdown: {
      subject: { label: 'Subject Line', description: 's', color: 'blue' },
      'company-intro': { label: 'Introduction' },
      painPoint: { label: 'Pain Point' },
    },
    config: {
      emphasis: 'pain-point',
      template: 'blossomer',
      openingLine: 'company-research',
      ctaSetting: 'meeting',
      socialProof: 'They like it',
    },
    provenance: { '/timestamp': '8.7.2025, 16:05:08' },
  });
});

test('D1: an account wraps its fields, a persona is bare, a campaign is the bare answer of the model', () => {
  const draft = (entityType: string, time: number, data: object, parentId?: string) => {
    const tempId = `temp_${entityType}_${time}_aaaaaaaaa`;
    const envelope = { tempId, entityType, data, createdAt: '2025-07-07T15:33:20.001Z' };
    return { [`draft_${entityType}_${tempId}`]: { ...envelope, ...(parentId ? { parentId } : {}) } };
  };
  const planned = planOf({
    ...draft('company', 1751900000001, { companyName: 'Acme', companyUrl: 'acme.test' }),
    ...draft(
      'account',
      1751900000002,
      { name: 'Mid SaaS', data: { targetAccountDescription: 'On AWS.', firmographics: { industry: ['x'] } } },
      'temp_company_1751900000001_aaaaaaaaa',
    ),
    ...draft(
      'persona',
      1751900000003,
      { targetPersonaName: 'VP Eng', goals: ['Save'] },
      'temp_account_1751900000002_aaaaaaaaa',
    ),
    ...draft(
      'campaign',
      1751900000004,
      {
        subjects: { primary: 'Bills', alternatives: ['Idle', 'Spend'] },
        emailBody: [{ text: 'Hi', type: 'intro' }],
        breakdown: { intro: { label: 'Opening' } },
        metadata: { generationId: 'g1', processingTimeMs: 12 },
      },
      'temp_persona_1751900000003_aaaaaaaaa',
    ),
    draft_entities_list: [],
  });
  const [company, account, persona, campaign, ...rest] = planned.entities;
  expect(rest).toEqual([]);
  expect(planned.findings).toEqual([]);
  expect(account).toMatchObject({
    name: 'Mid SaaS',
    parents: { companyId: company?.id },
    data: { description: 'On AWS.', firmographics: { industry: ['x'] } },
  });
  expect(persona).toMatchObject({
    name: 'VP Eng',
    parents: { accountId: account?.id },
    data: { goals: ['Save'] },
  });
  expect(campaign).toMatchObject({
    name: 'Bills',
    parents: { accountId: account?.id, personaId: persona?.id },
    data: {
      subject: 'Bills',
      alternatives: [{ text: 'Idle' }, { text: 'Spend' }],
      segments: [{ text: 'Hi', type: 'intro', label: 'Opening' }],
      metadata: { generationId: 'g1', processingTimeMs: 12 },
    },
  });
});

test('the sidebar is a preference, and a secret of those days is neither kept nor counted leaf by leaf', () => {
  const planned = planOf({ sidebarCollapsed: 'true', authState: '{"user":{"name":"x"},"token":"geheim"}' });
  expect(planned.totals).toEqual({ leaves: 2, classes: { preference: 1, 'refused-secret': 1 } });
  expect(JSON.stringify(planned)).not.toContain('geheim');
});

function personaIn({ entities }: Plan): PlannedEntity | undefined {
  return entities.find(({ kind }) => kind === 'persona');
}

function classOf({ leaves }: Plan, pointer: string): string | undefined {
  return leaves.find((leaf) => leaf.pointer === pointer)?.class;
}

function planOf(dump: Record<string, unknown>): Plan {
  return plan({ dump, userId: 'user-1', now });
}

import { randomUUID } from 'node:crypto';
import type { NewGeneration } from '@blossomer/contract';
import { expect, test } from 'vitest';
import { fails, hangs, type Script, writes } from '../../testing/scripted.ts';
import type { Generations, ToldEvent } from './generations.ts';
import { refused } from './suite-documents.ts';
import type { Workspace } from './workspace.ts';

export interface Opened {
  generations: Generations;
  workspace: Workspace;
  /** What the server does when it is asked. */
  script: Script;
}

/** What generating promises in the app and in the playground alike. Each test begins with nobody's work. */
export function generationSuite(open: () => Promise<Opened>): void {
  test('what can be generated is told', async () => {
    const { generations } = await open();
    expect(await generations.available()).toEqual({
      kinds: ['company', 'account', 'persona', 'campaign'],
      model: true,
    });
  });

  test('a company is told as it is written, and is in the workspace when that is over', async () => {
    const { generations, workspace, script } = await open();
    script.follow(writes({ description: 'Sells clouds.', capabilities: ['Fast'] }, 'Acme'));
    const { id, documentId } = await generations.start(company());
    const events = await all(generations, id);
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['stage', 'page', 'field', 'field', 'done']),
    );
    expect(events.map((event) => event.id)).toEqual(
      [...events.map((event) => event.id)].sort((a, b) => a - b),
    );
    expect(await workspace.view('company', documentId)).toMatchObject({
      name: 'Acme',
      url: 'https://acme.test',
      data: { description: 'Sells clouds.', capabilities: ['Fast'] },
    });
    const latest = await generations.latestOf(documentId);
    expect(latest).toMatchObject({
      id,
      state: 'done',
      provider: 'scripted',
      documentVersion: 1,
      again: false,
      regeneration: null,
      result: { name: 'Acme' },
      evidence: [{ pointer: '/data/description', found: true }],
    });
    expect(await generations.active()).toEqual([]);
    expect(await generations.stale()).toEqual([]);
  });

  test('asked again, the events are the same, from wherever one asks', async () => {
    const { generations } = await open();
    const { id } = await generations.start(company());
    const events = await all(generations, id);
    expect(await all(generations, id)).toEqual(events);
    const [first] = events;
    expect(await all(generations, id, first?.id)).toEqual(events.slice(1));
  });

  test('a failure says who failed, and nothing is written', async () => {
    const { generations, workspace, script } = await open();
    script.follow(fails('model-failed'));
    const { id, documentId } = await generations.start(company());
    expect((await all(generations, id)).at(-1)).toMatchObject({
      event: 'failed',
      data: { code: 'model-failed', provider: 'scripted', detail: 'It did not work.' },
    });
    expect(await generations.view(id)).toMatchObject({ state: 'failed', problem: { code: 'model-failed' } });
    expect((await workspace.list('company')).items).toEqual([]);
    expect(await generations.latestOf(documentId)).toBeNull();
  });

  test('one that is stopped is under way before, over after, and writes nothing', async () => {
    const { generations, workspace, script } = await open();
    script.follow(hangs());
    const { id } = await generations.start(company());
    await until(generations, id, 'field');
    expect((await generations.active()).map((one) => one.id)).toEqual([id]);
    expect(await generations.cancel(id)).toMatchObject({ state: 'cancelled' });
    expect((await all(generations, id)).at(-1)).toMatchObject({ event: 'cancelled' });
    expect(await generations.active()).toEqual([]);
    expect((await workspace.list('company')).items).toEqual([]);
  });

  test('generated again, edited fields stay and all others take the new text', async () => {
    const { generations, workspace, script } = await open();
    script.follow(writes({ description: 'First.', capabilities: ['One'] }, 'Acme'));
    const { documentId } = await over(generations, company());
    await workspace.patch('company', documentId, { data: { description: 'Mine.' } }, { version: 1 });
    script.follow(writes({ description: 'Second.', capabilities: ['Two'] }, 'Acme'));
    const { id } = await over(generations, company(documentId));
    expect((await workspace.view('company', documentId)).data).toMatchObject({
      description: 'Mine.',
      capabilities: ['Two'],
    });
    expect(await generations.view(id)).toMatchObject({
      again: true,
      regeneration: {
        taken: [{ pointer: '/data/capabilities', before: ['One'], after: ['Two'] }],
        kept: [{ pointer: '/data/description', mine: 'Mine.', generated: 'Second.' }],
      },
    });
  });

  test('what was written by hand stays when it is generated for the first time, and what is empty is filled', async () => {
    const { generations, workspace, script } = await open();
    const { id: companyId } = await workspace.create('company', {
      id: randomUUID(),
      name: 'By hand',
      url: 'https://acme.test',
      data: { description: 'Mine.', objections: [] },
    });
    script.follow(
      writes({ description: 'Theirs.', capabilities: ['Fast'], objections: ['Too dear'] }, 'Acme'),
    );
    const { id } = await over(generations, company(companyId));
    expect(await workspace.view('company', companyId)).toMatchObject({
      name: 'By hand',
      data: { description: 'Mine.', capabilities: ['Fast'], objections: ['Too dear'] },
    });
    const { taken, kept } = (await generations.latestOf(companyId))?.regeneration ?? {};
    expect((await generations.latestOf(companyId))?.id).toBe(id);
    expect(taken).toEqual(
      expect.arrayContaining([
        { pointer: '/data/capabilities', after: ['Fast'] },
        { pointer: '/data/objections', before: [], after: ['Too dear'] },
      ]),
    );
    expect(kept).toEqual([
      { pointer: '/data/description', mine: 'Mine.', generated: 'Theirs.' },
      { pointer: '/name', mine: 'By hand', generated: 'Acme' },
    ]);
  });

  test('an e-mail that was begun by hand keeps its subject and gets its parts', async () => {
    const { generations, workspace, script } = await open();
    const { documentId: companyId } = await over(generations, company());
    const { documentId: accountId } = await over(generations, { kind: 'account', inputs: { companyId } });
    const { documentId: personaId } = await over(generations, { kind: 'persona', inputs: { accountId } });
    const { id: documentId } = await workspace.create('campaign', {
      ...{ id: randomUUID(), accountId, personaId, name: 'Mondays', type: 'email', status: 'sent' },
      data: { subject: 'Mine', segments: [] },
    });
    const segments = [{ id: randomUUID(), type: 'greeting', text: 'Hi,' }];
    script.follow(writes({ subject: 'Theirs', segments }, 'Generated'));
    await over(generations, { kind: 'campaign', inputs: { personaId, documentId } });
    expect(await workspace.view('campaign', documentId)).toMatchObject({
      ...{ name: 'Mondays', status: 'sent', data: { subject: 'Mine', segments: [{ text: 'Hi,' }] } },
    });
  });

  test('what the person calls it is its name, now and when it is generated again', async () => {
    const { generations, workspace, script } = await open();
    script.follow(writes({ description: 'First.' }, 'Acme Inc.'));
    const named: NewGeneration = { kind: 'company', inputs: { url: 'https://acme.test', name: 'Acme' } };
    const { documentId } = await over(generations, named);
    expect(await workspace.view('company', documentId)).toMatchObject({ name: 'Acme', version: 1 });
    script.follow(writes({ description: 'Second.' }, 'Acme Cloud'));
    await over(generations, company(documentId));
    expect(await workspace.view('company', documentId)).toMatchObject({
      name: 'Acme',
      data: { description: 'Second.' },
    });
    expect(await generations.latestOf(documentId)).toMatchObject({
      result: { name: 'Acme Cloud' },
      regeneration: { kept: [{ pointer: '/name', mine: 'Acme', generated: 'Acme Cloud' }] },
    });
  });

  test('what was written from a document is stale once that is edited, and not before', async () => {
    const { generations, workspace } = await open();
    const { documentId: companyId } = await over(generations, company());
    const account = await over(generations, { kind: 'account', inputs: { companyId } });
    expect(await generations.stale()).toEqual([]);
    await workspace.patch('company', companyId, { name: 'Renamed' }, { version: 1 });
    expect(await generations.stale()).toEqual([
      {
        kind: 'account',
        id: account.documentId,
        generationId: account.id,
        because: [{ kind: 'company', id: companyId, version: 1, currentVersion: 2 }],
      },
    ]);
  });

  test('persona and e-mail are written from what is above them', async () => {
    const { generations, workspace, script } = await open();
    const { documentId: companyId } = await over(generations, company());
    const { documentId: accountId } = await over(generations, { kind: 'account', inputs: { companyId } });
    const { documentId: personaId } = await over(generations, { kind: 'persona', inputs: { accountId } });
    const mail = await over(generations, {
      kind: 'campaign',
      inputs: { personaId, config: { useCase: 'Cut the bill' } },
    });
    expect(await workspace.view('campaign', mail.documentId)).toMatchObject({
      accountId,
      personaId,
      type: 'email',
      status: 'draft',
    });
    expect(script.begun.at(-1)).toMatchObject({
      kind: 'campaign',
      inputs: { config: { useCase: 'Cut the bill' } },
      company: { name: 'Generated' },
      account: { name: 'Generated' },
      persona: { name: 'Generated' },
    });
  });

  test('the text of an e-mail that is generated again follows its parts, edited and new', async () => {
    const { generations, workspace, script } = await open();
    const letter = (hi: string, ask: string) => {
      const segments = [
        { id: randomUUID(), type: 'greeting', text: hi },
        { id: randomUUID(), type: 'cta', text: ask },
      ];
      return writes({ segments, body: `${hi}\n\n${ask}` }, 'Mondays');
    };
    const { documentId: companyId } = await over(generations, company());
    const { documentId: accountId } = await over(generations, { kind: 'account', inputs: { companyId } });
    const { documentId: personaId } = await over(generations, { kind: 'persona', inputs: { accountId } });
    script.follow(letter('Hi,', 'Interested?'));
    const { documentId } = await over(generations, { kind: 'campaign', inputs: { personaId } });
    const { data } = await workspace.view('campaign', documentId);
    const segments = data.segments?.map((part, at) => (at === 0 ? { ...part, text: 'Dear Ada,' } : part));
    const edited = { segments: segments ?? [], body: 'Dear Ada,\n\nInterested?' };
    await workspace.patch('campaign', documentId, { data: edited }, { version: 1 });
    script.follow(letter('Hello,', 'Tuesday?'));
    const { id } = await over(generations, { kind: 'campaign', inputs: { personaId, documentId } });
    expect((await workspace.view('campaign', documentId)).data).toMatchObject({
      segments: [{ text: 'Dear Ada,' }, { text: 'Tuesday?' }],
      body: 'Dear Ada,\n\nTuesday?',
    });
    const kept = (await generations.view(id)).regeneration?.kept ?? [];
    const inData = kept.filter(({ pointer }) => pointer.startsWith('/data/'));
    expect(inData).toMatchObject([{ pointer: '/data/segments/0/text', mine: 'Dear Ada,' }]);
  });

  test('what belongs to nothing that is there is refused before it begins', async () => {
    const { generations } = await open();
    const asked: NewGeneration = { kind: 'account', inputs: { companyId: randomUUID() } };
    const { status } = await refused(generations.start(asked));
    expect([404, 422]).toContain(status);
    expect(await generations.active()).toEqual([]);
  });
}

export function company(documentId?: string): NewGeneration {
  return { kind: 'company', inputs: { url: 'https://acme.test', ...(documentId ? { documentId } : {}) } };
}

export async function all(generations: Generations, id: string, after = 0): Promise<ToldEvent[]> {
  const told: ToldEvent[] = [];
  for await (const event of generations.events(id, after, AbortSignal.timeout(20_000))) told.push(event);
  return told;
}

export async function until(generations: Generations, id: string, event: ToldEvent['event']): Promise<void> {
  for await (const told of generations.events(id, 0, AbortSignal.timeout(20_000))) {
    if (told.event === event) return;
  }
}

/** From the beginning to the end. */
export async function over(generations: Generations, asked: NewGeneration) {
  const begun = await generations.start(asked);
  await all(generations, begun.id);
  return begun;
}

import { randomUUID } from 'node:crypto';
import { type NewCompany, type Problem, ProblemError } from '@blossomer/contract';
import type { Workspace } from './workspace.ts';

export async function begin(open: () => Promise<Workspace>, parts: Pick<NewCompany, 'url' | 'data'> = {}) {
  const workspace = await open();
  const company = await workspace.create('company', { id: randomUUID(), name: 'Acme', ...parts });
  return { workspace, company };
}

export async function tree(open: () => Promise<Workspace>) {
  const { workspace, company } = await begin(open);
  const account = await workspace.create('account', {
    id: randomUUID(),
    companyId: company.id,
    name: 'Account',
  });
  const persona = await workspace.create('persona', {
    id: randomUUID(),
    accountId: account.id,
    name: 'Persona',
  });
  const campaign = await newCampaign(workspace, account.id, persona.id);
  return { workspace, company, account, persona, campaign };
}

export function newCampaign(workspace: Workspace, accountId: string, personaId: string) {
  const data = { subject: 'Ahoy', body: 'Hello World', provenance: { raw: 'secret' } };
  return workspace.create('campaign', { id: randomUUID(), accountId, personaId, name: 'Mail', data });
}

export async function refused(call: Promise<unknown>): Promise<Problem> {
  const error = await call.then(
    (value) => new Error(`was not refused: ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof ProblemError) return error.problem;
  throw error;
}

import type { DemoGeneration, EntityKind, Generation, NewGeneration } from '@blossomer/contract';
import type { AnyDocument, Workspace } from './workspace.ts';

/** What a guest's request carries along: the documents that the new one is written from, by value. */
export interface Context {
  body: DemoGeneration;
  upstream: Generation['upstream'];
  /** Of the new document. */
  parents: { companyId?: string; accountId?: string; personaId?: string };
}

export async function contextOf(workspace: Workspace, asked: NewGeneration): Promise<Context> {
  const { kind, inputs } = asked;
  const { hypothesis } = inputs;
  const told = hypothesis === undefined ? {} : { hypothesis };
  if (kind === 'company') {
    return { body: { kind, inputs: { url: inputs.url, ...told } }, upstream: [], parents: {} };
  }
  const persona = kind === 'campaign' ? await workspace.view('persona', inputs.personaId) : null;
  const accountId = kind === 'persona' ? inputs.accountId : persona?.accountId;
  const account = accountId === undefined ? null : await workspace.view('account', accountId);
  const companyId = kind === 'account' ? inputs.companyId : (account?.companyId ?? '');
  const company = await workspace.view('company', companyId);
  const known = { company: knownOf(company), account: knownOf(account), persona: knownOf(persona) };
  const upstream = [
    sourceOf('company', company),
    ...(account ? [sourceOf('account', account)] : []),
    ...(persona ? [sourceOf('persona', persona)] : []),
  ];
  const config = kind === 'campaign' && inputs.config !== undefined ? { config: inputs.config } : {};
  const body = {
    kind,
    inputs: { ...told, ...config },
    ...Object.fromEntries(Object.entries(known).filter(([, document]) => document !== null)),
  } as DemoGeneration;
  const parents =
    kind === 'account'
      ? { companyId: company.id }
      : { accountId: account?.id ?? '', ...(persona ? { personaId: persona.id } : {}) };
  return { body, upstream, parents };
}

function knownOf(document: AnyDocument | null) {
  if (document === null) return null;
  const { name, data } = document;
  return 'url' in document && document.url !== '' ? { name, url: document.url, data } : { name, data };
}

function sourceOf(kind: EntityKind, { id, version }: AnyDocument) {
  return { kind, id, version };
}

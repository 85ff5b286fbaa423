import type { EntityKind } from '@blossomer/contract';

/** How the four documents are called in a sentence, and their colour. */
export const kindWords = {
  company: { one: 'company', many: 'companies', title: 'Companies', tone: 'blue' },
  account: { one: 'account', many: 'accounts', title: 'Accounts', tone: 'green' },
  persona: { one: 'persona', many: 'personas', title: 'Personas', tone: 'purple' },
  campaign: { one: 'e-mail', many: 'e-mails', title: 'Campaigns', tone: 'orange' },
} as const satisfies Record<EntityKind, { one: string; many: string; title: string; tone: string }>;

export function counted(count: number, { one, many }: { one: string; many: string }): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

import { giveRole } from './give-role.ts';
import { withOwnerDatabase } from './owner-database.ts';
import { printable } from './printable.ts';

export async function promoteUser(person: string, { role }: { role: string }): Promise<void> {
  const given = await withOwnerDatabase((ownerUrl) => giveRole(ownerUrl, person, role));
  const who = given.email ? `${given.email} (id ${given.id})` : `The person with the id ${given.id}`;
  process.stdout.write(`${printable(who)} now has the role ${given.role}.\n`);
}

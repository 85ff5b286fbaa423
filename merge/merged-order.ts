import { type IdList, type IdLists, isReordered } from './id-list.ts';
import { equal } from './json-value.ts';

/**
 * The ids that stay, in their order: mine's when mine moved items, else theirs'. What only the other side has comes
 * behind the item it follows there.
 */
export function mergedOrder(lists: IdLists): string[] {
  const mineLeads = isReordered(lists.base, lists.mine);
  const leader = mineLeads ? lists.mine : lists.theirs;
  const guests = guestsByHost(mineLeads ? lists.theirs : lists.mine, leader, lists);
  const order = [...(guests.get(undefined) ?? [])];
  for (const id of leader.keys()) {
    if (!stays(id, lists)) continue;
    order.push(id);
    for (const guest of guests.get(id) ?? []) order.push(guest);
  }
  return order;
}

/** What the leader lacks, under the id of the leader that it follows; `undefined` for what comes first. */
function guestsByHost(follower: IdList, leader: IdList, lists: IdLists): Map<string | undefined, string[]> {
  const guests = new Map<string | undefined, string[]>();
  let host: string | undefined;
  for (const id of follower.keys()) {
    if (!stays(id, lists)) continue;
    if (leader.has(id)) host = id;
    else if (!guests.get(host)?.push(id)) guests.set(host, [id]);
  }
  return guests;
}

/** An item that one side removed stays only when the other side edited it. */
function stays(id: string, { base, mine, theirs }: IdLists): boolean {
  if (mine.has(id) && theirs.has(id)) return true;
  const before = base.get(id);
  return before === undefined || !equal(before.item, (mine.get(id) ?? theirs.get(id))?.item);
}

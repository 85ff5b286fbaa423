/** "a capability", "an objection", "a use case". */
export function withArticle(noun: string): string {
  return `${/^(?!use)[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

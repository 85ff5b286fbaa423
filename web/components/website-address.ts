/** What a person types for a website, as an address; null: it cannot be one. */
export function websiteAddress(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || /\s/.test(text)) return null;
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, username } = new URL(address);
  if (!/^https?:$/.test(protocol) || username !== '') return null;
  return /^[^.].*\.[^.\d][^.]*$/.test(hostname) && address.length <= addressCharactersMax ? address : null;
}

/** As long as the address of a company may be. */
const addressCharactersMax = 2048;

/** Told by the name alone: of the sign-in libraries, whatever project it names, and what plainly calls itself one. */
export function isSecretName(key: string): boolean {
  const name = key.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return ofSignIn.test(name) || (callsItselfOne.test(name) && !countsTokens.test(name));
}

const ofSignIn =
  /^(?:__(?:host|secure)-)?(?:hexclave|stack[-_.:](?:access|refresh|auth|oauth|session))(?:[^a-z]|$)/;
const words = [
  'tokens?',
  'jwts?',
  '(?:access|refresh|id|auth|bearer|session)tokens?',
  'pass(?:word|wd|phrase|code)s?',
  'pwd',
  'secrets?',
  'credentials?',
  '(?:api|secret|private|access)[-_. ]?keys?',
  'session[-_. ]?(?:id|key)',
  'o?auth',
];
const callsItselfOne = new RegExp(`(?:^|[^a-z])(?:${words.join('|')})(?:[^a-z]|$)`);
const countsTokens =
  /(?:max|count|limit|usage|used|total|num)[-_. ]?tokens?|tokens?[-_. ]?(?:count|max|limit|usage|used|total)/;

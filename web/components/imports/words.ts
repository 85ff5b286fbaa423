import type { Because, ImportedDocument, LeafClass } from '@blossomer/contract';
import type { Tone } from '../../ui/badge.tsx';

/** What becomes of a document, in a word and a sentence. */
export const resultWords: Record<ImportedDocument['result'], { word: string; means: string; tone: Tone }> = {
  created: { word: 'new', means: 'is not in your account yet and comes in.', tone: 'success' },
  updated: { word: 'merged', means: 'is there; what is new in it is taken over.', tone: 'blue' },
  unchanged: { word: 'kept', means: 'is there already and stays as it is.', tone: 'neutral' },
  recovered: {
    word: 'recovered',
    means: 'was lost, and is made again from what other work remembers.',
    tone: 'warning',
  },
};

/** Why a document stands where it does; what needs no reason has none. */
export const becauseWords: Partial<Record<Because, string>> = {
  decision: 'as you decided',
  'draft-parent': 'its draft says so',
  snapshot: 'its e-mails remember it',
  overview: 'the company that was analysed last',
  'older-overview': 'from an older copy of the company',
  'only-company': 'the only company there is',
  placeholder: 'a stand-in, because its own is not known',
  named: 'it says so itself',
  elsewhere: 'its persona is in another account',
  recovered: 'made again from what others remember',
};

/** Guessed rather than known: a person may know better. */
export const guessed: ReadonlySet<Because | undefined> = new Set<Because>([
  'placeholder',
  'overview',
  'older-overview',
  'only-company',
  'snapshot',
]);

interface ClassWords {
  title: string;
  means: string;
  /** Whether it stands in a document now, is kept with the import alone, or had nothing to bring. */
  fate: 'in' | 'aside' | 'nothing';
}

/** What can become of a single value, as a person understands it. */
export const classWords: Record<LeafClass, ClassWords> = {
  stored: { title: 'Brought in', means: 'Stands in a document now.', fate: 'in' },
  'equal-merged': {
    title: 'The same twice',
    means: 'Several copies said the same; it is there once.',
    fate: 'in',
  },
  escaped: {
    title: 'Brought in, written out',
    means: 'Holds characters or numbers that a database cannot keep as they are; they are written out.',
    fate: 'in',
  },
  derived: {
    title: 'Worked out',
    means: 'Became a date, a parent or another field that says the same.',
    fate: 'in',
  },
  'conflict-kept-both': {
    title: 'Yours stays',
    means: 'The document says something else there, which stays; this is kept with the import.',
    fate: 'aside',
  },
  demo: { title: 'Examples', means: 'E-mails that an old build made up; nobody wrote them.', fate: 'aside' },
  'server-copy': {
    title: 'Old copies',
    means: 'An old copy of what is on the server already; the newer one stays.',
    fate: 'aside',
  },
  quarantined: {
    title: 'Set aside',
    means: 'Could not be placed in a document; kept word for word with the import.',
    fate: 'aside',
  },
  preference: {
    title: 'Preferences',
    means: 'How the page looked, such as a closed panel; kept with the import.',
    fate: 'aside',
  },
  'refused-secret': {
    title: 'Secrets',
    means: 'A password or token: neither read nor kept.',
    fate: 'nothing',
  },
  structural: {
    title: 'Scaffolding',
    means: 'Ids and brackets that hold the rest together.',
    fate: 'nothing',
  },
  absent: { title: 'Empty', means: 'Null or empty: there was nothing to bring.', fate: 'nothing' },
};

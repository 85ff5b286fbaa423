// JSON text read strictly. JSON.parse silently drops duplicate keys and rounds numbers, and PostgreSQL's jsonb refuses
// U+0000 and lone surrogates; here a text is read so that nothing is lost unseen: what cannot be given back is
// counted, named by its pointer, or refused. Only text and pointers belong here: what a document means is the
// contract's, comparing and merging values is `merge`'s.

export { sha256Hex } from '#sha256';
export { AsciiSyntaxError, fromAscii, toAscii } from './ascii.ts';
export { canonicalText, digestOf, leavesOf } from './canonical.ts';
export { isDeeperThan } from './depth.ts';
export { exactNumber } from './exact-number.ts';
export { escapeToken, PointerSyntaxError, parsePointer, pointer, valueAt } from './pointer.ts';
export { type Fault, type FaultCode, type ReadLimits, readStrict } from './read.ts';
export { type Leaf, type ScanOptions, type ScanResult, scanLeaves } from './scan.ts';
export type { LeafKind } from './walk.ts';

// The one three-way merge of JSON documents, and the diff and merge patch beside it. The import, the server and the
// browser decide with these same functions what an edit changed, what two edits have in common, where they disagree, and
// what generating again makes of them. They know JSON and nothing of companies, rows, versions or the screen: who wins
// over whom, what is stored and how a conflict is shown is their callers' business.
export { aligned } from './alignment.ts';
export { changedPointers } from './diff.ts';
export { idList } from './id-list.ts';
export { applyJsonPatch, JsonPatchError, type PatchOperation } from './json-patch.ts';
export { equal, isObject, member } from './json-value.ts';
export { applyMergePatch } from './merge-patch.ts';
export { type Regenerated, regenerate } from './regeneration.ts';
export type { Kept, Taken } from './regeneration-report.ts';
export { type Conflict, type Merged, mergeThreeWay, type ThreeWay } from './three-way.ts';

// The one three-way merge of JSON documents, and the diff and merge patch beside it. The import, the server and the
// browser decide with these same functions what an edit changed, what two edits have in common and where they
// disagree. They know JSON and nothing of companies, rows, versions or the screen: who wins over whom, what is
// stored and how a conflict is shown is their callers' business.
export { changedPointers } from './diff.ts';
export { applyJsonPatch, JsonPatchError, type PatchOperation } from './json-patch.ts';
export { equal } from './json-value.ts';
export { applyMergePatch } from './merge-patch.ts';
export { type Conflict, type Merged, mergeThreeWay, type ThreeWay } from './three-way.ts';

// What the browser-only builds left in localStorage, turned into documents, with a receipt that names what became of
// every leaf. Pure: no I/O, no clock, no randomness, so that server, browser and command line plan alike. Applying a
// plan, and deciding between it and what is stored, belongs to the server.
export { type DecisionFault, type KeptDecisions, together } from './choices.ts';
export { countLeaves } from './count-leaves.ts';
export { type Family, familyOf, isWork } from './keys.ts';
export { familyNameOf, generationsIn } from './marks.ts';
export { type Known, type Plan, type PlanInput, type PlannedSource, plan } from './plan.ts';
export type { PlannedEntity } from './planned-entities.ts';
export type { PlannedLeaf } from './receipt.ts';
export { holdsSecret } from './secrets.ts';
export { type WrittenDocument, writeAccount, writeCampaign, writeCompany } from './write/write.ts';

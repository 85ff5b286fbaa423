import fc from 'fast-check';

/**
 * Generated tests try the same values in every run, so that a change lands or not for what is in it. `SEED` of the
 * environment tries others, and `RUNS` more of them in the laws of imports and of dumps.
 */
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20251130) });

import type { Generation, NewGeneration } from '@blossomer/contract';
import { NewGeneration as NewGenerationSchema } from '@blossomer/contract';

/** The same once more; null where the row does not say enough, as an older server may have kept it. */
export function askedAgain({ kind, inputs }: Pick<Generation, 'kind' | 'inputs'>): NewGeneration | null {
  const result = NewGenerationSchema.safeParse({ kind, inputs });
  return result.success ? result.data : null;
}

export function textInput({ inputs }: Pick<Generation, 'inputs'>, name: string): string {
  const value = inputs[name];
  return typeof value === 'string' ? value : '';
}

import { imports, type ReceiptLeaf } from '@blossomer/contract';
import { valueAt } from '@blossomer/json';
import { useState } from 'react';
import { usePerson } from '../../person.ts';
import { showProblem } from '../../ui/toast.tsx';
import { failureOf } from '../problem.ts';

/** What an import said word for word, out of the strings that are kept with it: they may be long, and are read when asked for. */
export function useKeptTexts(importId: string) {
  const { patientApi } = usePerson();
  const [textOf, setTextOf] = useState<((leaf: ReceiptLeaf) => string) | null>(null);
  const [isReading, setIsReading] = useState(false);
  async function read() {
    setIsReading(true);
    try {
      const raw = (await patientApi(imports.raw, { params: { id: importId } })).body;
      setTextOf(() => readerOf(raw));
    } catch (reason) {
      showProblem('The texts could not be read', { detail: failureOf(reason).detail });
    }
    setIsReading(false);
  }
  return { textOf, isReading, read: () => void read() };
}

function readerOf(raw: Readonly<Record<string, string>>): (leaf: ReceiptLeaf) => string {
  const parsed = new Map<string, unknown>();
  return ({ key, pointer }) => {
    if (!parsed.has(key)) parsed.set(key, parse(raw[key] ?? ''));
    const value = valueAt(parsed.get(key), pointer);
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  };
}

/** A string that is no JSON is one value. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

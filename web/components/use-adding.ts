import { useLocation } from '@tanstack/react-router';
import { useState } from 'react';

/** Whether the form of a new document is open: by a press, or because somebody came here to make one, with a draft or none. */
export function useAdding(): [boolean, (open: boolean) => void] {
  const { draft } = useLocation().state;
  const [came, setCame] = useState(draft);
  const [adding, setAdding] = useState(draft !== undefined);
  if (draft !== came) {
    setCame(draft);
    if (draft !== undefined) setAdding(true);
  }
  return [adding, setAdding];
}

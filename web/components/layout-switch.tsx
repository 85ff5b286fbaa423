import { LayoutGrid, Rows3 } from 'lucide-react';
import type { Layout } from '../preferences.ts';
import { SegmentedControl } from '../ui/tabs.tsx';

interface LayoutSwitchProps {
  layout: Layout;
  onChange: (layout: Layout) => void;
  className?: string;
}

/** Whether a list is shown as cards or as a table. */
export function LayoutSwitch({ layout, onChange, className }: LayoutSwitchProps) {
  return (
    <SegmentedControl
      label="Layout"
      value={layout}
      onChange={onChange}
      iconsOnly
      segments={[
        { value: 'cards', label: 'Cards', icon: <LayoutGrid aria-hidden="true" /> },
        { value: 'table', label: 'Table', icon: <Rows3 aria-hidden="true" /> },
      ]}
      {...(className === undefined ? {} : { className })}
    />
  );
}

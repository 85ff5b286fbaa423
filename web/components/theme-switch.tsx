import { Monitor, Moon, Sun } from 'lucide-react';
import { type Theme, useTheme } from '../preferences.ts';
import { classNames } from '../ui/class-names.ts';

const themes: { value: Theme; label: string; icon: React.ReactNode }[] = [
  { value: 'system', label: 'As the system', icon: <Monitor /> },
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
];

/** Plain radio buttons: the landing page has it too and loads no library for it. */
export function ThemeSwitch({ className }: { className?: string }) {
  const [theme, choose] = useTheme();
  return (
    <fieldset className={classNames('inline-flex w-fit rounded-md border border-line p-0.5', className)}>
      <legend className="sr-only">Theme</legend>
      {themes.map(({ value, label, icon }) => (
        <label
          key={value}
          title={label}
          className="grid size-control-small cursor-pointer place-items-center rounded-sm text-ink-faint hover:text-ink has-checked:bg-pressed has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus [&_svg]:size-3.5"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={theme === value}
            onChange={() => choose(value)}
            className="sr-only"
          />
          {icon}
          <span className="sr-only">{label}</span>
        </label>
      ))}
    </fieldset>
  );
}

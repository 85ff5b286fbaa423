import { useNavigate } from '@tanstack/react-router';
import {
  Building2,
  FlaskConical,
  FlaskConicalOff,
  Mail,
  Monitor,
  Moon,
  Plus,
  Sun,
  Target,
  UserRound,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useSample } from '../../components/use-sample.ts';
import { destinations } from '../../components/workspace-navigation.tsx';
import { useOnScreen, usePlace } from '../../place.ts';
import { useTheme } from '../../preferences.ts';

export interface SearchCommand {
  group: 'Make' | 'Go to' | 'Theme';
  label: string;
  icon: ReactNode;
  act: () => void;
}

/** What can be done from anywhere; some of it needs a company on screen. */
export function useCommands(): SearchCommand[] {
  const { paths } = usePlace();
  const navigate = useNavigate();
  const companyId = useOnScreen('companyId');
  const accountId = useOnScreen('accountId');
  const personaId = useOnScreen('personaId');
  const sample = useSample();
  const [, chooseTheme] = useTheme();
  const go = (to: string) => void navigate({ to });
  const form = (to: string) => void navigate({ to, state: { draft: {} } });
  const audience = {
    ...(accountId === null ? {} : { accountId }),
    ...(personaId === null ? {} : { personaId }),
  };
  const { documents, rest } = destinations(paths, companyId);
  const making: SearchCommand[] = [
    { group: 'Make', label: 'New company', icon: <Plus />, act: () => go(paths.newCompany()) },
  ];
  if (companyId !== null) {
    making.push(
      { group: 'Make', label: 'New account', icon: <Target />, act: () => form(paths.accounts(companyId)) },
      {
        group: 'Make',
        label: 'New persona',
        icon: <UserRound />,
        act: () => form(accountId === null ? paths.personas(companyId) : paths.account(companyId, accountId)),
      },
      {
        group: 'Make',
        label: 'New e-mail',
        icon: <Mail />,
        act: () => go(paths.newCampaign(companyId, audience)),
      },
    );
  }
  making.push(
    sample.isThere
      ? { group: 'Make', label: 'Remove the example', icon: <FlaskConicalOff />, act: sample.remove }
      : {
          group: 'Make',
          label: 'Fill with an example',
          icon: <FlaskConical />,
          act: () => void sample.fill(),
        },
  );
  const home = { label: 'Companies', icon: <Building2 />, to: paths.home };
  const places = companyId === null ? [...documents, ...rest] : [...documents, home, ...rest];
  return [
    ...making,
    ...places.map(
      ({ label, icon, to }): SearchCommand => ({ group: 'Go to', label, icon, act: () => go(to) }),
    ),
    { group: 'Theme', label: 'Light theme', icon: <Sun />, act: () => chooseTheme('light') },
    { group: 'Theme', label: 'Dark theme', icon: <Moon />, act: () => chooseTheme('dark') },
    { group: 'Theme', label: 'Theme as the system', icon: <Monitor />, act: () => chooseTheme('system') },
  ];
}

/** Every word that was typed begins a word of the label or of its group. */
export function matching(commands: readonly SearchCommand[], typed: string): SearchCommand[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return commands.filter(({ label, group }) => {
    const said = `${label} ${group}`.toLowerCase();
    const own = [...said.split(/[ -]/), ...said.replaceAll('-', '').split(' ')]; // "e-mail" by "mail" and by "email"
    return words.every((word) => own.some((candidate) => candidate.startsWith(word.replaceAll('-', ''))));
  });
}

import { Command } from 'cmdk';
import { SearchItem } from './search-item.tsx';
import { matching, useCommands } from './use-commands.tsx';

export function SearchCommands({ typed, close }: { typed: string; close: () => void }) {
  const commands = matching(useCommands(), typed);
  const groups = [...new Set(commands.map(({ group }) => group))];
  return groups.map((group) => (
    <Command.Group key={group} heading={group}>
      {commands
        .filter((command) => command.group === group)
        .map(({ label, icon, act }) => (
          <SearchItem
            key={label}
            value={`${group}/${label}`}
            icon={icon}
            label={label}
            onSelect={() => {
              close();
              act();
            }}
          />
        ))}
    </Command.Group>
  ));
}

import type { ReactNode } from 'react';
import { Button, type ButtonProps } from './button.tsx';
import { classNames } from './class-names.ts';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'asChild'> {
  /** What it does, as a screen reader says it and the tooltip shows it. */
  label: string;
  icon: ReactNode;
}

export function IconButton({ label, icon, className, size, variant = 'quiet', ...props }: IconButtonProps) {
  const square = { small: 'w-control-small px-0', medium: 'w-control px-0', large: 'w-control-large px-0' };
  return (
    <Tooltip text={label}>
      <Button
        aria-label={label}
        variant={variant}
        size={size}
        className={classNames(square[size ?? 'medium'], className)}
        {...props}
      >
        {icon}
      </Button>
    </Tooltip>
  );
}

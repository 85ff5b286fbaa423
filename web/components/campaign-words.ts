/** The words of the screen for what the documents hold. Any other word of a type or status is shown as it is. */
export const statuses = [
  { value: 'draft', label: 'Draft' },
  { value: 'ready', label: 'Ready' },
  { value: 'sent', label: 'Sent' },
  { value: 'archived', label: 'Archived' },
] as const;

export const types = [
  { value: 'email', label: 'E-mail' },
  { value: 'linkedin', label: 'LinkedIn message' },
  { value: 'cold_call', label: 'Cold call' },
  { value: 'ad', label: 'Ad' },
] as const;

export function statusWord(status: string): string {
  return statuses.find(({ value }) => value === status)?.label ?? status;
}

export function typeWord(type: string): string {
  return types.find(({ value }) => value === type)?.label ?? type;
}

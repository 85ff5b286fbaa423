const days = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** The day of an instant, where the person is: "27 Nov 2026" by the words of English. */
export function dayOf(instant: string): string {
  return days.format(new Date(instant));
}

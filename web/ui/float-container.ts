/**
 * Where what floats above a page is drawn: in the dialog on top, else in the main landmark, so that it belongs to
 * one and is never hidden with the rest behind a dialog. Asked when something opens.
 */
export function floatContainer(): HTMLElement | null {
  const dialogs = document.querySelectorAll<HTMLElement>('[role="dialog"][data-state="open"]');
  return dialogs.item(dialogs.length - 1) ?? document.querySelector('main');
}

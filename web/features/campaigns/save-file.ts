/** Hands a file to the browser's downloads. */
export function saveFile(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), addressMilliseconds);
}

/** A browser reads it after the press, some only once the person has said where to. */
const addressMilliseconds = 60_000;

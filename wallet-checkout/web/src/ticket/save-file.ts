/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(name);
  link.click();
  // The download reads the blob a moment later.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 60_000);
}

/** Letters, digits and a few signs that every file system takes. */
export function fileName(text: string): string {
  return (
    text
      .replace(/[^\p{L}\p{N}., -]/gu, '')
      .trim()
      .slice(0, 80) || 'ticket'
  );
}

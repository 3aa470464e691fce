/* What lies beside the document: features of layers, and pictures, loaded when they are first drawn. A file that stands alone
   carries them all. */

/** @param {string} name */
const within = (name) => document.getElementById("atlas-part-" + name)?.textContent;

/** @param {string} name */
async function fetched(name) {
  const answer = await fetch(new URL(name, location.href));
  if (!answer.ok) throw new Error(name + ": " + answer.status);
  return answer;
}

/** @param {string} name @returns {Promise<any>} */
export async function read(name) {
  const text = within(name);
  return text ? JSON.parse(text) : (await fetched(name)).json();
}

/** @param {string} name @returns {Promise<Blob>} */
export async function picture(name) {
  const text = within(name);
  if (!text) return (await fetched(name)).blob();
  return new Blob([Uint8Array.from(atob(JSON.parse(text)), (letter) => letter.charCodeAt(0))], { type: "image/webp" });
}

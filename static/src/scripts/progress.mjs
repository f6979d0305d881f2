// Long work made in the background: the part of the page that tells how far it is looks again by itself.
const EVERY = 2000; // milliseconds

export function followProgress() {
  const shown = document.querySelector('[data-progress="busy"]');
  if (!shown) return;
  const look = async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.querySelector("[data-progress]");
      if (!answer.ok || answer.redirected || !now) return; // signed out, or gone: the page stays as it is
      if (now.innerHTML !== shown.innerHTML) shown.replaceChildren(...now.childNodes);
      if (now.dataset.progress === "busy") setTimeout(look, EVERY);
    } catch {
      setTimeout(look, EVERY * 3); // the line is bad: look again later
    }
  };
  setTimeout(look, EVERY);
}

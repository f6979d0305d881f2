// Shows what a form would tell while it is being filled in. Without this the form's own button "Preview" does.
const WAIT = 600; // milliseconds after the last key

export function previewWhatIsChosen() {
  for (const form of document.querySelectorAll('[data-module="sl-preview"]')) follow(form);
}

function follow(form) {
  const shown = document.getElementById(form.dataset.previewOf);
  const says = document.querySelector("[data-preview-says]");
  if (!shown) return;
  let timer = null;
  let asked = 0;

  async function refresh() {
    const number = ++asked;
    const data = new FormData(form);
    data.set("preview", "1");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: data,
        credentials: "same-origin",
        redirect: "error",
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.previewOf);
      if (number !== asked) return;
      if (!answer.ok || !fresh) throw new Error("No preview came back.");
      shown.replaceChildren(...fresh.childNodes);
      if (says) says.textContent = "As you chose it. It is not saved yet.";
    } catch {
      if (says && number === asked) says.textContent = "Not fresh. Use the button “Preview”.";
    }
  }

  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, WAIT);
  };
  form.addEventListener("input", plan);
  form.addEventListener("change", plan);
}

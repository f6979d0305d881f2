// Keeps what is typed, every few seconds, at the address the form is sent to. Without this the form's own button does.
const WAIT = 4000; // milliseconds after the last key
const FAILED = "Not kept just now. Use the button to save.";

export function keepWhatIsTyped() {
  for (const form of document.querySelectorAll('[data-module="sl-autosave"]')) keep(form);
}

function keep(form) {
  const says = form.querySelector("[data-autosave-says]");
  let timer = null;
  let kept = asText(form);
  let going = false;
  let leaving = false;

  const count = () => {
    if (form.elements.sending) form.elements.sending.value = String(Number(form.elements.sending.value) + 1);
  };

  async function send() {
    timer = null;
    if (going) return plan();
    if (leaving || asText(form) === kept) return;
    going = true;
    count();
    const sent = asText(form);
    let isKept = false;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1", Accept: "application/json" },
        credentials: "same-origin",
        redirect: "error",
      });
      const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
      const said = isOurs ? await answer.json() : {};
      isKept = answer.ok && isOurs;
      if (isKept) {
        kept = sent;
        if (said.version && form.elements.version) form.elements.version.value = said.version;
      }
      if (says) says.textContent = said.said || (isKept ? "" : FAILED);
    } catch {
      if (says) says.textContent = FAILED;
    }
    going = false;
    if (isKept && asText(form) !== kept && !timer) plan();
  }

  function plan() {
    clearTimeout(timer);
    timer = setTimeout(send, WAIT);
  }

  form.addEventListener("input", plan);
  form.addEventListener("change", plan);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    count();
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
}

function asText(form) {
  const fields = [...new FormData(form)].filter(([name]) => !["sending", "version"].includes(name));
  return JSON.stringify(fields);
}

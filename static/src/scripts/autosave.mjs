// Keeps what is typed, every few seconds and when the page is left. Without this the form's own button does.
// Goes to the address the form names (data-autosave-to), or the one the form is sent to.
const WAIT = 3000; // milliseconds after the last key
const LONGEST = 7000; // after the first key that is not kept, however fast somebody types
const AGAIN = 8000; // when it could not be kept
const FAILED = "Not kept yet. Leave this page open: we are still trying.";

export function keepWhatIsTyped() {
  for (const form of document.querySelectorAll('[data-module="sl-autosave"]')) keep(form);
}

function keep(form) {
  const says = form.querySelector("[data-autosave-says]");
  const address = form.dataset.autosaveTo || form.action;
  let timer = null;
  let since = null;
  let kept = asText(form);
  let going = false;
  let leaving = false;

  const count = () => {
    if (form.elements.sending) form.elements.sending.value = String(Number(form.elements.sending.value) + 1);
  };

  const post = (more = {}) =>
    fetch(address, {
      method: "POST",
      body: new URLSearchParams(typedIn(form)),
      headers: { "X-Autosave": "1", Accept: "application/json" },
      credentials: "same-origin",
      redirect: "error",
      ...more,
    });

  async function send() {
    timer = null;
    if (going) return plan();
    if (leaving || asText(form) === kept) return;
    going = true;
    since = null;
    count();
    const sent = asText(form);
    let isKept = false;
    let isRefused = false;
    try {
      const answer = await post();
      const isOurs = (answer.headers.get("Content-Type") || "").includes("json");
      const said = isOurs ? await answer.json() : {};
      isKept = answer.ok && isOurs;
      isRefused = isOurs && !answer.ok;
      if (isKept) {
        kept = sent;
        if (said.version && form.elements.version) form.elements.version.value = said.version;
      }
      if (says) says.textContent = said.said || (isKept ? "" : FAILED);
    } catch {
      if (says) says.textContent = FAILED;
    }
    going = false;
    if (timer || asText(form) === kept) return;
    if (isKept) plan();
    else if (!isRefused) timer = setTimeout(send, AGAIN);
  }

  function plan() {
    since ??= Date.now();
    clearTimeout(timer);
    timer = setTimeout(send, Math.max(0, Math.min(WAIT, since + LONGEST - Date.now())));
  }

  // A tab that is closed, or put away on a phone, may never come back: what is typed goes along at once.
  // Not where a page carries a version: it could not learn the next one, and would stand against itself.
  function leave() {
    if (leaving || form.elements.version || asText(form) === kept) return;
    count();
    kept = asText(form);
    post({ keepalive: true }).catch(() => {
      kept = null;
    });
  }

  form.addEventListener("input", plan);
  form.addEventListener("change", plan);
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    count();
  });
  addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
}

// Files go with the form itself, never with what is kept meanwhile.
function typedIn(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}

function asText(form) {
  return JSON.stringify(typedIn(form).filter(([name]) => !["sending", "version"].includes(name)));
}

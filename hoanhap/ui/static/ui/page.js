/* Small comforts of every page; each page is complete without them. */

/* “/” goes to the search box */
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  const find = document.getElementById("find");
  if (event.key === "/" && find && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    find.focus();
  }
});

/* A dialog opens by its address (#id) without this; with it, as a true dialog that keeps the focus and closes on Esc. */
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]"), shut = event.target.closest("[data-shut]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.dialog).showModal();
  } else if (shut?.closest("dialog[open]")) {
    event.preventDefault();
    shut.closest("dialog").close();
  } else if (event.target.matches("dialog[open]") && outside(event)) event.target.close();
});

function outside({ target, clientX: x, clientY: y }) {
  const box = target.getBoundingClientRect();
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}

/* A wide table says that it scrolls, and takes the keyboard only when it does. */
const seen = new ResizeObserver((entries) => entries.forEach(({ target }) => measure(target.closest(".scroll"))));
function measure(frame) {
  const wide = frame.scrollWidth > frame.clientWidth + 1, tall = frame.scrollHeight > frame.clientHeight + 1;
  const hint = frame.previousElementSibling;
  if (hint?.matches(".scroll-hint")) hint.hidden = !wide;
  wide || tall ? frame.setAttribute("tabindex", "0") : frame.removeAttribute("tabindex");
}
for (const frame of document.querySelectorAll(".scroll")) {
  seen.observe(frame);
  if (frame.firstElementChild) seen.observe(frame.firstElementChild);
}

/* A form is sent once, however often its button is pressed; a while later, or on coming back, it is free again.
   One whose answer may be a download (`data-again`) leaves the page as it was and is free at once. */
const WHILE = 8000;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) return event.preventDefault();
  setTimeout(() => {
    if (event.defaultPrevented) return;
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent }, WHILE);
  });
});
addEventListener("pageshow", () => { for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent });

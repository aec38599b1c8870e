/* Looking among boxes to tick: those without the words go out of sight, those ticked stay. Without this file all are there. */

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");

for (const line of document.querySelectorAll("[data-look]")) {
  const input = line.querySelector("input"), status = line.querySelector("[role=status]");
  const groups = [...line.parentElement.querySelectorAll("details")].map((group) => ({ group, open: group.open }));
  line.hidden = false;
  input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault() });
  input.addEventListener("input", () => {
    const words = fold(input.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { group, open } of groups) {
      const whole = words.length && fold(group.querySelector("summary").textContent).startsWith(words.join(" "));
      let some = 0;
      for (const label of group.querySelectorAll("label")) {
        const said = fold(label.textContent);
        const there = whole || words.every((word) => said.includes(word)) || label.querySelector("input").checked;
        label.hidden = !there;
        some += there;
      }
      group.hidden = !some;
      group.open = words.length ? some > 0 : open || Boolean(group.querySelector(":checked"));
      shown += some;
    }
    status.textContent = words.length ? `${shown} ${status.dataset.one}` : "";
  });
}

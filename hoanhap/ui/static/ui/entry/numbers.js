/* Reads what a person types into a cell, and shows it, exactly as the server does (hoanhap/kernel/numbers.py, dates.py).
   Values are whole atoms as BigInt, so a live sum is as exact as the saved one. A refusal is thrown as Bad. */

export class Bad extends Error {
  constructor(message, remedy) { super(message); this.remedy = remedy }
}

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
export const BLANK = Object.freeze({ value: null, mark: "", qualifier: "", text: "" });

const LARGEST = 9n * 10n ** 18n;
const LONGEST = 60;
const NIL = new Set(["-", "x", "kps", "khong ps", "khong phat sinh", "khong", "khong co", "nil", "none", "nothing to report"]);
const AT_LEAST = /^(?:hon|tren|it nhat|toi thieu|over|more than|at least|>=?|≥)\s*(?=[0-9])/;
const SCALES = { "nghin ty": 12, "ngan ty": 12, "nghin ti": 12, "ngan ti": 12, ty: 9, ti: 9, billion: 9, trieu: 6, tr: 6, million: 6, nghin: 3, ngan: 3, thousand: 3 };
const SCALED = `([0-9](?:[0-9., ]*[0-9])?) ?(${Object.keys(SCALES).join("|")})\\b\\.?`;
const WORDED = new RegExp(`^(?:${SCALED} ?)+$`);
const NEGATIVE = /^(?:-\s*[0-9]|\([0-9., ]+\)$)/;
const MONEY_WORD = / ?(?:dong|vnd|d|₫)\.?$/;
const GROUPED = {
  ",": /^([1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:,([0-9]+))?$/,
  ".": /^([1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:\.([0-9]+))?$/,
};
const UNSEEN = /[\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DATES = [
  /^(?<d>\d{1,2})([/.-])(?<m>\d{1,2})\2(?<y>\d{4})$/, /^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/,
  /^(?:ngay )?(?<d>\d{1,2}) thang (?<m>\d{1,2}) nam (?<y>\d{4})$/,
  new RegExp(`^(?<d>\\d{1,2}) (?<m>${MONTHS.join("|").toLowerCase()})[a-z]* (?<y>\\d{4})$`),
];

export const fold = (s) =>
  s.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d").split(/\s+/).filter(Boolean).join(" ");
const halfwidth = (s) => s.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/* A decimal as digits / 10**scale, smallest scale: equal numbers are equal pairs. */
const decimal = (whole, fraction) => {
  const f = (fraction ?? "").replace(/0+$/, "");
  return { digits: BigInt(whole + f), scale: f.length };
};
const compare = (a, b) => {
  const [x, y] = [a.digits * 10n ** BigInt(b.scale), b.digits * 10n ** BigInt(a.scale)];
  return x < y ? -1 : x > y ? 1 : 0;
};
const bring = (n, power) => // n × 10**power, exact
  power >= n.scale ? { digits: n.digits * 10n ** BigInt(power - n.scale), scale: 0 } : { digits: n.digits, scale: n.scale - power };

export class Reader {
  constructor(words) {
    this.words = words;
    this.english = words.lang === "en";
  }

  bad(name, values) {
    if (typeof values.x === "string" && values.x.length > 40) values = { ...values, x: `${values.x.slice(0, 39)}…` };
    return new Bad(fill(this.words[name], values), fill(this.words[`${name}Do`], values));
  }

  /* → {value, mark, qualifier}. `row`: {exponent, money, over, unit}. */
  number(given, row = {}) {
    const { exponent = 0, money = true, over = true, unit = "" } = row;
    const x = given.trim();
    if (given.length > LONGEST * 4) throw this.bad("notNumber", { x });
    let text = fold(halfwidth(given).replace(/[‐‑‒–—−]/g, "-").replace(UNSEEN, ""));
    if (!text) return BLANK;
    if (NIL.has(text)) return { ...BLANK, mark: "nil" };
    if (text.length > LONGEST) throw this.bad("notNumber", { x });
    if (text[0] === "#") throw this.bad("formula", { x });
    if (NEGATIVE.test(text)) throw this.bad("negative", { x });
    const least = text.match(AT_LEAST);
    if (least) text = text.slice(least[0].length);
    if (least && !over) throw this.bad("noOver", { x });
    const value = /[0-9]$/.test(text) ? this.atoms(this.figure(text, exponent, x), exponent, x) : this.worded(this.bare(text, fold(unit), money), exponent, money, x);
    return { value, mark: "", qualifier: least ? "ge" : "", text: "" };
  }

  bare(text, unit, money) {
    if (unit && text.endsWith(unit) && !unit.split(" ").some((word) => word in SCALES)) text = text.slice(0, -unit.length).trimEnd();
    return money ? text.replace(MONEY_WORD, "") : text;
  }

  worded(text, exponent, money, x) {
    if (!WORDED.test(text)) return this.atoms(this.figure(text, exponent, x), exponent, x);
    const found = [...text.matchAll(new RegExp(SCALED, "g"))].map(([, figure, word]) => [figure, SCALES[word]]);
    if (found.some(([, scale], i) => i && scale >= found[i - 1][1])) throw this.bad("notNumber", { x });
    if (!money) throw this.bad("notMoney", { x });
    let total = { digits: 0n, scale: 0 };
    for (const [figure, scale] of found) {
      const part = bring(this.figure(figure, scale, x), scale), most = Math.max(part.scale, total.scale);
      total = { digits: bring(part, most).digits + bring(total, most).digits, scale: most };
    }
    return this.atoms(total, 0, x);
  }

  figure(text, exponent, x) {
    const marks = this.english ? [".", ","] : [",", "."];
    const readings = marks.map((mark) => text.match(GROUPED[mark])).filter(Boolean).map((m) => decimal(m[1].replace(/[., ]/g, ""), m[2]));
    if (!readings.length) throw this.bad("notNumber", { x });
    const fit = readings.filter((r) => exponent || r.scale === 0);
    const [first, second] = fit.length ? fit : readings;
    if (second && compare(first, second) < 0 && text.endsWith("0")) throw this.bad("ambiguous", { x, a: this.showDecimal(first), b: this.showDecimal(second) });
    return first;
  }

  atoms(number, exponent, x) {
    const { digits, scale } = bring(number, exponent), unit = 10n ** BigInt(scale);
    if (digits > LARGEST * unit) throw this.bad("tooLarge", { x });
    if (digits % unit === 0n) return digits / unit;
    const twice = 2n * (digits % unit), down = digits / unit;
    const near = twice > unit || (twice === unit && down % 2n) ? down + 1n : down;
    throw this.bad(exponent ? "tooFine" : "notWhole", { x, near: this.show(near, exponent) });
  }

  date(given) {
    const text = fold(given);
    if (!text) return BLANK;
    const found = DATES.map((form) => text.match(form)?.groups).find(Boolean);
    const month = found && (/^\d+$/.test(found.m) ? +found.m : MONTHS.findIndex((m) => found.m === m.toLowerCase()) + 1);
    const day = found && new Date(Date.UTC(+found.y, month - 1, +found.d));
    if (!found || day.getUTCMonth() !== month - 1 || day.getUTCDate() !== +found.d || found.y < 1900 || found.y >= 2200) throw this.bad("notDate", { x: given.trim() });
    return { ...BLANK, text: this.english ? `${+found.d} ${MONTHS[month - 1]} ${found.y}` : `${found.d.padStart(2, "0")}/${month < 3 ? `0${month}` : month}/${found.y}` };
  }

  show(value, exponent = 0) {
    const unit = 10n ** BigInt(exponent), [point, group] = this.english ? [".", ","] : [",", "."];
    const fraction = exponent ? String(value % unit).padStart(exponent, "0").replace(/0+$/, "") : "";
    return String(value / unit).replace(/\B(?=(\d{3})+$)/g, group) + (fraction && point + fraction);
  }

  showDecimal({ digits, scale }) { return this.show(digits, scale) }

  showCell(cell, exponent) {
    if (cell.mark === "nil") return this.words.nil;
    if (cell.value === null) return "";
    const n = this.show(cell.value, exponent);
    return cell.qualifier ? fill(this.words.over, { n }) : n;
  }
}

/* The sum of cells: blank while all are blank, nil when all are nil, open-ended when one is (reporting/rules/cells.py). */
export function added(parts) {
  const values = parts.filter((part) => part.value !== null);
  if (values.length) return { ...BLANK, value: values.reduce((sum, part) => sum + part.value, 0n), qualifier: values.some((part) => part.qualifier) ? "ge" : "" };
  return parts.length && parts.every((part) => part.mark === "nil") ? { ...BLANK, mark: "nil" } : BLANK;
}

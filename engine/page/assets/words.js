// SPDX-License-Identifier: Apache-2.0
// The data of the page, and what is said in the chosen language.

const data = JSON.parse(document.getElementById("data").textContent);

// Which language is said; state.js changes it.
let language = data.language;

// A text that the data have in both languages.
function say(text) {
  return text[language];
}

// A text of the page itself, with its {} filled one after the other.
function word(key, ...parts) {
  let text = say(data.words[key]);
  for (const part of parts) text = text.replace("{}", () => part);
  return text;
}

// Elements name their text: data-word as content, data-label for those who hear it.
function paintWords() {
  document.documentElement.lang = language;
  document.title = say(data.title);
  document.getElementById("title").textContent = say(data.title);
  document.getElementById("about").textContent = say(data.about);
  document.getElementById("made").textContent = say(data.made);
  for (const element of document.querySelectorAll("[data-word]"))
    element.textContent = word(element.dataset.word);
  for (const element of document.querySelectorAll("[data-label]"))
    element.setAttribute("aria-label", word(element.dataset.label));
}

// <name attribute=...>children</name>; a text among the children is never read as HTML.
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      element.setAttribute(key, value === true ? "" : value);
  element.append(...children.filter((child) => child !== null && child !== ""));
  return element;
}

const byId = (id) => document.getElementById(id);

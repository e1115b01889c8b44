// SPDX-License-Identifier: Apache-2.0
// Names that would like to be markup. Each says window.hit = 1 if anybody lets it run.

const RUN = 'window.hit=1';
const CORES = [
    `<img src=x onerror=${RUN}>`, `<script>${RUN}</script>`, `<svg onload=${RUN}>`,
    `<svg><script>${RUN}</script></svg>`, `<iframe srcdoc="<script>parent.${RUN}</script>">`,
    `<body onload=${RUN}>`, `<input autofocus onfocus=${RUN}>`, `<details open ontoggle=${RUN}>`,
    `<video><source onerror=${RUN}>`, `<audio src onerror=${RUN}>`, `<marquee onstart=${RUN}>`,
    `<a href="javascript:${RUN}" autofocus>x</a>`, `<object data="javascript:${RUN}">`,
    `<embed src="javascript:${RUN}">`, `<math><mi xlink:href="javascript:${RUN}">`,
    `<style onload=${RUN}></style>`, `<link rel=stylesheet href=x onerror=${RUN}>`,
    `<base href="javascript:${RUN}//">`, `<form action="javascript:${RUN}"><input type=submit>`,
    `<button formaction="javascript:${RUN}">x`, `<template><img src=x onerror=${RUN}></template>`,
    `<noscript><p title="</noscript><img src=x onerror=${RUN}>">`, `<dialog open onclose=${RUN}>`,
    `<svg><animate onbegin=${RUN} attributeName=x dur=1s>`, `<select autofocus onfocus=${RUN}>`,
    `<textarea autofocus onfocus=${RUN}>`, `<keygen autofocus onfocus=${RUN}>`,
    `<img src="x" onerror="&#119;indow.hit=1">`, `<table background="javascript:${RUN}">`,
    `<x contenteditable onblur=${RUN} autofocus>`,
];
const ROUND = [
    (core) => core, (core) => `">${core}`, (core) => `'>${core}`, (core) => `</bdi>${core}`,
    (core) => `</script>${core}`, (core) => `-->${core}`, (core) => `]]>${core}`,
    (core) => `\${${core}}`, (core) => `{{${core}}}`,
    (core) => core.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
];

export function payloads() {
    return CORES.flatMap((core) => ROUND.map((wrap) => wrap(core)));
}

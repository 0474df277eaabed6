#!/usr/bin/env python3
"""Fills the English plural forms of translations/alwaysleads_en.ts from sources such as "%n draft(s) written."

Run after lupdate -pluralonly. "word(s)" gives "word" and "words", "person(s)" gives "person" and "people"; a form that is
already there stays.
"""
import re
import sys
import xml.etree.ElementTree as tree

path = sys.argv[1]
document = tree.parse(path)
for message in document.getroot().iter("message"):
    if message.get("numerus") != "yes":
        continue
    source = message.findtext("source")
    translation = message.find("translation")
    forms = translation.findall("numerusform")
    while len(forms) < 2:
        forms.append(tree.SubElement(translation, "numerusform"))
    one = re.sub(r"people\b", "person", source) if "(s)" not in source else source
    one = re.sub(r"\(s\)( they)?", "", one)
    many = source.replace("person(s)", "people").replace("(s)", "s")
    for form, text in zip(forms, (one, many)):
        if not form.text:
            form.text = text
    translation.attrib.pop("type", None)
document.write(path, encoding="utf-8", xml_declaration=True)

"""An agreement on paper: its terms as sentences, as a page in plain English, as a document, in registers.

Pure, and in English alone: what is read is what was signed.
"""

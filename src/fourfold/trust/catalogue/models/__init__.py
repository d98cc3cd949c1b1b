"""Records of law, data sets and who holds them live, and purposes that people propose."""

from fourfold.trust.catalogue.models.data_sets import DataField, DataSet, HolderDataSet
from fourfold.trust.catalogue.models.law import Condition, Gateway, LawfulBasis, Purpose
from fourfold.trust.catalogue.models.proposals import PurposeApproval, PurposeProposal

__all__ = [
    "Condition",
    "DataField",
    "DataSet",
    "Gateway",
    "HolderDataSet",
    "LawfulBasis",
    "Purpose",
    "PurposeApproval",
    "PurposeProposal",
]
